/** The edge around something that ran: a head that folds, and what is below it. */
"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { ChevronDown, ChevronRight } from "#components/ui/icons.tsx";

export type CardTone = "plain" | "bad" | "live";

const edges = {
  plain: "border-line",
  bad: "border-[color-mix(in_oklab,var(--danger)_34%,var(--line))]",
  live: "border-signal-line",
} as const satisfies Record<CardTone, string>;

export function Card({ tone = "plain", children }: { tone?: CardTone; children: ReactNode }) {
  return (
    <div data-tone={tone} className={clsx("overflow-hidden rounded-md border bg-raised", edges[tone])}>
      {children}
    </div>
  );
}

export function CardHead({
  title,
  meta,
  open,
  onToggle,
}: {
  title: ReactNode;
  meta: ReactNode;
  open: boolean;
  /** null = there is nothing to unfold. */
  onToggle: (() => void) | null;
}) {
  const look = "flex min-h-8 w-full min-w-0 items-center gap-2 pr-2 pl-2.5 text-left";
  const Chevron = open ? ChevronDown : ChevronRight;
  const inside = (
    <>
      <span className="min-w-0 flex-1 truncate">{title}</span>
      <span className="inline-flex shrink-0 items-center gap-2 text-xs whitespace-nowrap text-ink-3 card:gap-2.5">
        {meta}
      </span>
      <Chevron
        size={14}
        strokeWidth={1.5}
        aria-hidden
        className={clsx("shrink-0 text-ink-3", onToggle === null && "invisible")}
      />
    </>
  );
  if (onToggle === null) return <div className={look}>{inside}</div>;
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className={clsx(look, "-outline-offset-2 hover:bg-hover max-card:min-h-11 touch:min-h-11")}
    >
      {inside}
    </button>
  );
}
