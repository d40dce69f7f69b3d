/** One bar a turn, height = duration; neutral unless there is something to say. */
"use client";

import type { TurnView } from "#server/domain/run.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import { statusLookOf } from "./runStatusLook.ts";

const SHOWN = 12; // as many as fit beside a label
const sizes = { small: { height: 14, bar: 3.5, step: 5 }, large: { height: 18, bar: 7, step: 9 } } as const;

export function TurnStrip({
  turns,
  status,
  large = false,
}: {
  turns: readonly TurnView[];
  status: RunStatus;
  large?: boolean;
}) {
  const { height, bar, step } = large ? sizes.large : sizes.small;
  const shown = turns.slice(-SHOWN);
  if (shown.length === 0) return null;
  const longest = Math.max(1, ...shown.map((turn) => turn.durationMs ?? 0));
  const width = shown.length * step;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
      {shown.map((turn, index) => {
        const share = turn.durationMs === null ? 0.5 : turn.durationMs / longest;
        const tall = Math.max(2, Math.round(share * height));
        const look =
          turn.status === "failed"
            ? "text-status-failed"
            : turn.status === "running"
              ? statusLookOf(status).color
              : "text-strip";
        return (
          <rect
            key={turn.turn}
            x={index * step}
            y={height - tall}
            width={bar}
            height={tall}
            rx="1"
            className={`fill-current ${look}`}
          />
        );
      })}
    </svg>
  );
}
