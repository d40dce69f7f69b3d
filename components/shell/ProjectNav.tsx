/** The projects, each leading to its runs. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { Folder } from "#components/ui/icons.tsx";
import { ActiveCount } from "./ActiveCount.tsx";
import { navLook, type NavPlace } from "./navLook.ts";
import { toProjectAddress, type ProjectLink } from "./projectLinks.ts";

export function ProjectNav({ projects, place }: { projects: readonly ProjectLink[]; place: NavPlace }) {
  const chosen = useSearchParams().get("project");
  const onList = usePathname() === "/runs";
  if (projects.length === 0) return null;
  return (
    <nav aria-label="Projects" className="flex min-w-0 flex-col gap-px">
      <h2 className={clsx("flex h-6 items-center text-xs text-ink-3", place === "menu" ? "px-3" : "px-2")}>Projects</h2>
      {projects.map(({ name, active }) => {
        const href = toProjectAddress(name);
        const current = onList && chosen === name.replaceAll(",", "%2C");
        return (
          <Link
            key={name}
            href={href}
            prefetch={false}
            title={name}
            aria-current={current ? "page" : undefined}
            className={navLook(place, current)}
          >
            <Folder size={16} strokeWidth={1.5} aria-hidden />
            <bdi className="min-w-0 truncate">{name}</bdi>
            {active > 0 ? <ActiveCount count={active} /> : null}
          </Link>
        );
      })}
    </nav>
  );
}
