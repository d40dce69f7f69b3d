/** What comes after the turns that were: the wait of now, the line of now, the place of the next turn. */
"use client";

import { clsx } from "clsx";
import { HATCHED, laneLook } from "./laneLook.ts";
import type { ColumnScale } from "./recorderScale.ts";
import { BreakMark } from "./TurnColumn.tsx";

/** Between two turns: the wait grows, and its turn has no more than a number. */
export function WaitingColumn({ scale, strip, turn }: { scale: ColumnScale; strip: boolean; turn: number }) {
  return (
    <span className="@container relative block size-full border-l border-dashed border-line-strong text-ink-3">
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
    <span className="relative block size-full text-ink-3">
      <i className="absolute inset-y-0 -left-px w-px bg-signal-mark" />
      {turn === null ? null : <ColumnNumber strip={strip}>{turn}</ColumnNumber>}
    </span>
  );
}

function ColumnNumber({ strip, children }: { strip: boolean; children: number }) {
  return (
    <span className={clsx("absolute inset-x-0 pl-1 text-2xs", strip ? "leading-[18px]" : "leading-[26px]")}>
      {children}
    </span>
  );
}
