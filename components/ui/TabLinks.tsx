/** Tabs that are links, so each has an address and works without scripts. */
import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";

export type TabLink<Key extends string> = { key: Key; href: string; label: string; count?: ReactNode };

export function TabLinks<Key extends string>({
  label,
  tabs,
  current,
  onSelect,
  onNear,
}: {
  label: string;
  tabs: TabLink<Key>[];
  current: Key | undefined;
  /** Given: the page changes the address itself, without asking the server. */
  onSelect?: (key: Key) => void;
  /** Somebody points at a tab or has it in focus. */
  onNear?: (key: Key) => void;
}) {
  return (
    <nav
      aria-label={label}
      className="flex h-[38px] shrink-0 items-stretch gap-5 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] card:px-6 touch:h-[45px]"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          href={tab.href}
          prefetch={false}
          aria-current={tab.key === current ? "page" : undefined}
          onPointerEnter={() => onNear?.(tab.key)}
          onFocus={() => onNear?.(tab.key)}
          onClick={(click) => {
            if (!onSelect || click.metaKey || click.ctrlKey || click.shiftKey) return;
            click.preventDefault();
            onSelect(tab.key);
          }}
          className={clsx(
            "relative inline-flex items-center gap-1.5 whitespace-nowrap -outline-offset-2",
            tab.key === current
              ? "font-medium text-ink after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:rounded-t-sm after:bg-ink"
              : "text-ink-3 hover:text-ink",
          )}
        >
          {tab.label}
          {tab.count !== undefined ? <span className="text-xs font-normal text-ink-3">{tab.count}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
