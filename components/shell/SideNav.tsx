/** The way around: a sidebar, a rail on small screens, a row in the top bar on phones. */
"use client";

import { clsx } from "clsx";
import { Plus, Server, TextAlignStart } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

const places = [
  { href: "/runs", label: "Runs", Icon: TextAlignStart },
  { href: "/fleet", label: "Fleet", Icon: Server },
  { href: "/runs/new", label: "Start a run", Icon: Plus },
] as const;

/** The longest address that fits: /runs/new is not the run list. */
function placeOf(path: string): string | undefined {
  return places
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]?.href;
}

export function SideNav({ active, compact }: { active: number | null; compact: boolean }) {
  const current = placeOf(usePathname());
  return (
    <nav aria-label="Main" className={clsx(compact ? "flex items-center" : "flex flex-col gap-px")}>
      {places.map(({ href, label, Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={href === current ? "page" : undefined}
          className={clsx(
            "flex items-center rounded-md text-ink-2",
            compact
              ? "size-11 justify-center"
              : "h-9 w-9 justify-center side:h-7 side:w-auto side:justify-start side:gap-[9px] side:px-2",
            href === current ? "bg-active font-medium text-ink" : "hover:bg-hover",
          )}
        >
          <Icon
            size={16}
            strokeWidth={1.5}
            aria-hidden
            className={clsx("shrink-0", href !== current && "text-ink-3")}
          />
          <span className={compact ? "sr-only" : "sr-only side:not-sr-only"}>{label}</span>
          {href === "/runs" && active ? (
            <span
              className={clsx(
                "ml-auto items-center gap-[5px] text-xs font-medium text-signal-text before:size-[5px] before:rounded-full before:bg-current",
                compact ? "hidden" : "hidden side:inline-flex",
              )}
            >
              {active}
              <span className="sr-only"> active</span>
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
