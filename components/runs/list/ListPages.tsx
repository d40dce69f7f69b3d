/** Where one is in the list, and the ways to newer and older runs: links, so that they work without scripts. */
import Link from "next/link";
import type { MouseEvent, ReactNode } from "react";
import { Button } from "#components/ui/Button.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { formatCount, formatPlural } from "#components/ui/format.ts";
import { ChevronLeft, ChevronRight } from "#components/ui/icons.tsx";
import { toListAddress, type RunListParams } from "./runListParams.ts";

export function ListPages({
  params,
  cursors,
  shown,
  total,
  onPage,
}: {
  params: RunListParams;
  cursors: { newer: string | null; older: string | null };
  shown: number;
  /** Of the whole list; null: nobody counted. */
  total: number | null;
  onPage: (cursor: string) => void;
}) {
  const page = (label: string, cursor: string | null, icon: ReactNode) => {
    const before = label === "Newer";
    const content = (
      <>
        {before ? icon : null}
        {label}
        {before ? null : icon}
      </>
    );
    if (cursor === null)
      return (
        <Button size="sm" disabled className={tall}>
          {content}
        </Button>
      );
    const follow = (click: MouseEvent) => {
      if (click.metaKey || click.ctrlKey || click.shiftKey) return;
      click.preventDefault();
      onPage(cursor);
    };
    const href = `/runs${toListAddress({ ...params, cursor })}`;
    return (
      <Link href={href} prefetch={false} onClick={follow} className={buttonLook({ size: "sm" }, tall)}>
        {content}
      </Link>
    );
  };
  const first = cursors.newer === null;
  const icon = { size: 14, strokeWidth: 1.5, "aria-hidden": true } as const;
  return (
    <nav aria-label="Pages" className="flex min-h-[52px] items-center gap-1.5 px-4 py-2 card:px-6">
      <span className="flex-1 text-xs text-ink-3">
        {first && total !== null && total >= shown
          ? `1–${formatCount(shown)} of ${formatCount(total)}`
          : formatPlural(shown, "run")}
      </span>
      {page("Newer", cursors.newer, <ChevronLeft {...icon} />)}
      {page("Older", cursors.older, <ChevronRight {...icon} />)}
    </nav>
  );
}

const tall = "max-card:h-11 max-card:px-3.5 touch:h-11";
