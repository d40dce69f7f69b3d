/** The clock times below the lanes. */
"use client";

import { clsx } from "clsx";
import { useZone } from "#components/ui/clock.tsx";
import { formatTimeOfDay } from "#components/ui/format.ts";
import { toTicks, type Tick } from "./axisTicks.ts";
import type { ColumnScale } from "./recorderScale.ts";
import { columnWidth, percent } from "./TurnColumn.tsx";

// Labels are chosen for these widths of the plot; between them they only come closer or further apart.
const WIDE_PX = 940;
const NARROW_PX = 200;
const NARROW_COLUMN_PX = 44;

/** Laid out like the columns above it; `now` is null when nothing goes on. */
export function LaneAxis({
  scales,
  least,
  now,
  paged,
}: {
  scales: readonly ColumnScale[];
  least: number;
  now: number | null;
  paged: { earlier: boolean; later: boolean };
}) {
  const zone = useZone();
  const live = now !== null;
  const toSet = (only: string, room: { width: number; least: number }) => {
    const width = Math.max(room.width, room.least * scales.length);
    return { only, ticks: toTicks(scales, { ...room, width, zone, live }) };
  };
  const sets = [
    toSet("max-card:hidden", { width: WIDE_PX, least }),
    toSet("card:hidden", { width: NARROW_PX, least: NARROW_COLUMN_PX }),
  ];
  return (
    <span
      aria-hidden
      className="absolute inset-x-0 bottom-0 flex h-[22px] border-t border-line text-2xs whitespace-nowrap text-ink-3"
    >
      {paged.earlier ? <PageRoom /> : null}
      {scales.map((scale, column) => (
        <span key={column} style={{ flexGrow: scale.weight }} className={clsx("relative", columnWidth)}>
          {sets.map(({ ticks, only }) =>
            ticks
              .filter((tick) => tick.column === column)
              .map((tick) => <TickMark key={`${only} ${tick.x}`} tick={tick} only={only} />),
          )}
          {live && column === scales.length - 1 ? (
            <span className="absolute top-[3px] right-0 translate-x-1/2 font-medium text-signal-text before:absolute before:-top-1 before:left-1/2 before:h-1 before:w-px before:bg-signal-mark">
              {formatTimeOfDay(new Date(now).toISOString(), zone).slice(0, 5)}
            </span>
          ) : null}
        </span>
      ))}
      {paged.later ? <PageRoom /> : null}
      {live ? <span className="w-10 shrink-0" /> : null}
    </span>
  );
}

const PageRoom = () => <span className="w-6 shrink-0 touch:w-11" />;

function TickMark({ tick, only }: { tick: Tick; only: string }) {
  return (
    <span
      style={{ left: percent(tick.x) }}
      className={clsx(
        "absolute top-[3px] -translate-x-1/2 before:absolute before:-top-[3px] before:left-1/2 before:h-[3px] before:w-px before:bg-line-strong",
        only,
      )}
    >
      {tick.label}
    </span>
  );
}
