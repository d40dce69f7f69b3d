/** The places of Codi, in the sidebar, on the rail and in the phone's menu. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Plus, Server, TextAlignStart } from "#components/ui/icons.tsx";
import { ActiveCount } from "./ActiveCount.tsx";
import { navLook, type NavPlace } from "./navLook.ts";

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

export function SideNav({ active, place }: { active: number | null; place: NavPlace }) {
  const current = placeOf(usePathname());
  const named = place === "menu" ? "" : "max-side:sr-only";
  return (
    <nav aria-label="Main" className="flex flex-col gap-px">
      {places.map(({ href, label, Icon }) => (
        <Link
          key={href}
          href={href}
          title={label}
          aria-current={href === current ? "page" : undefined}
          className={navLook(place, href === current)}
        >
          <span className="relative inline-flex">
            <Icon size={16} strokeWidth={1.5} aria-hidden />
            {href === "/runs" && active && place === "side" ? (
              <span
                aria-hidden
                className="absolute -top-0.5 -right-1 size-[7px] rounded-full bg-signal-mark ring-2 ring-canvas side:hidden"
              />
            ) : null}
          </span>
          <span className={clsx("min-w-0 flex-1 truncate", named)}>{label}</span>
          {href === "/runs" && active ? (
            <span className={clsx("inline-flex", named)}>
              <ActiveCount count={active} />
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
