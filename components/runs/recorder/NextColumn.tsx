/** What comes after the turns that were: the wait of now, the line of now, the place of the next turn. */
"use client";

import { clsx } from "clsx";
import { HATCHED, laneLook } from "./laneLook.ts";
import type { ColumnScale } from "./recorderScale.ts";
import { BreakMark, columnWidth } from "./TurnColumn.tsx";

/** Between two turns: the wait grows, and its turn has no more than a number. */
export function WaitingColumn({ scale, strip, turn }: { scale: ColumnScale; strip: boolean; turn: number }) {
  return (
    <span
      aria-hidden
      style={{ flexGrow: scale.weight }}
      className={clsx("@container relative border-l border-dashed border-line-strong text-ink-3", columnWidth)}
    >
      <ColumnNumber strip={strip}>{turn}</ColumnNumber>
      <i className={clsx("absolute inset-x-0", strip ? "top-[19px] h-[7px]" : `h-2.5 ${laneLook.wait.top}`, HATCHED)} />
      {scale.breaks.map((x) => (
        <BreakMark key={x} x={x} strip={strip} />
      ))}
    </span>
  );
}

/** Right of now. */
export function NextColumn({ turn, strip }: { turn: number | null; strip: boolean }) {
  return (
    <span aria-hidden className="relative w-10 shrink-0 text-ink-3">
      <i className="absolute inset-y-0 -left-px w-px bg-signal-mark" />
      {turn === null ? null : <ColumnNumber strip={strip}>{turn}</ColumnNumber>}
    </span>
  );
}

function ColumnNumber({ strip, children }: { strip: boolean; children: number }) {
  return (
    <span
      className={clsx(
        "absolute inset-x-0 pl-1.5 text-2xs @max-[26px]:pl-0 @max-[26px]:text-center",
        strip ? "leading-[18px]" : "leading-[26px]",
      )}
    >
      {children}
    </span>
  );
}
