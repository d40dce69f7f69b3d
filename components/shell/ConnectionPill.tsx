/** Whether what is on the screen is what is: a quiet pill, never in the way of the content. */
"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useNow } from "#components/ui/clock.tsx";
import { formatDuration } from "#components/ui/format.ts";

export type PillState = "live" | "wait" | "off";

const dots = {
  live: "bg-signal-mark ring-3 ring-signal-mark/18",
  wait: "bg-warning ring-3 ring-warning/18",
  off: "inset-ring-[1.5px] inset-ring-ink-3",
} as const satisfies Record<PillState, string>;

export function ConnectionPill({
  state,
  title,
  since,
  children,
}: {
  state: PillState;
  title?: string;
  /** Milliseconds: how long it has been so stands behind the words. */
  since?: number;
  children: ReactNode;
}) {
  return (
    <span
      role="status"
      title={title}
      className="inline-flex h-6 shrink-0 items-center gap-[7px] rounded-full px-2.5 text-xs whitespace-nowrap text-ink-2 inset-ring inset-ring-line"
    >
      <span aria-hidden className={clsx("size-1.5 rounded-full", dots[state])} />
      <span>
        {children}
        {since !== undefined && since > 0 ? <Elapsed since={since} /> : null}
      </span>
    </span>
  );
}

/** Ticks, so it is not read out. */
function Elapsed({ since }: { since: number }) {
  return <span aria-hidden>, {formatDuration(useNow() - since)}</span>;
}
