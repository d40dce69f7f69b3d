/** The clock times below the lanes. */
"use client";

import { useZone } from "#components/ui/clock.tsx";
import { formatTimeOfDay } from "#components/ui/format.ts";
import { toTicks } from "./axisTicks.ts";
import { along, type Room } from "./plotRoom.ts";
import type { ColumnScale } from "./recorderScale.ts";

const centred = (part: number) => ({ translate: `calc(${along(part)} - 50%)` });

/** `columns` are where the scales stand; `now` is null when nothing goes on. */
export function LaneAxis({
  scales,
  columns,
  room,
  now,
}: {
  scales: readonly ColumnScale[];
  columns: readonly { from: number; width: number }[];
  room: Room;
  now: number | null;
}) {
  const zone = useZone();
  const width = Math.max(room.width, room.least * scales.length);
  const ticks = toTicks(scales, { width, least: room.least, zone, live: now !== null });
  return (
    <span
      aria-hidden
      className="absolute inset-x-0 bottom-0 h-[22px] border-t border-line text-2xs whitespace-nowrap text-ink-3"
    >
      {ticks.map(({ column, x, label }, index) => {
        const { from = 0, width: wide = 0 } = columns[column] ?? {};
        return (
          <span
            key={index}
            style={centred(from + x * wide)}
            className="absolute top-[3px] left-0 before:absolute before:-top-[3px] before:left-1/2 before:h-[3px] before:w-px before:bg-line-strong"
          >
            {label}
          </span>
        );
      })}
      {now === null ? null : (
        <span
          style={centred(1)}
          className="absolute top-[3px] left-0 font-medium text-signal-text before:absolute before:-top-1 before:left-1/2 before:h-1 before:w-px before:bg-signal-mark"
        >
          {formatTimeOfDay(new Date(now).toISOString(), zone).slice(0, 5)}
        </span>
      )}
    </span>
  );
}
