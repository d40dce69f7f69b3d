/** One bar a turn, height = duration; neutral unless there is something to say. */
"use client";

import type { TurnView } from "#server/domain/run.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import { statusLook } from "./runStatusLook.ts";

const SHOWN = 12; // as many as fit beside a reading
const HEIGHT = 14;
const STEP = 5;

export function TurnStrip({ turns, status }: { turns: TurnView[]; status: RunStatus }) {
  const shown = turns.slice(-SHOWN);
  if (shown.length === 0) return null;
  const longest = Math.max(1, ...shown.map((turn) => turn.durationMs ?? 0));
  const width = shown.length * STEP;
  return (
    <svg viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} aria-hidden>
      {shown.map((turn, index) => {
        const share = turn.durationMs === null ? 0.5 : turn.durationMs / longest;
        const height = Math.max(2, Math.round(share * HEIGHT));
        const look =
          turn.status === "failed"
            ? "text-status-failed"
            : turn.status === "running"
              ? statusLook[status].color
              : "text-strip";
        return (
          <rect
            key={turn.turn}
            x={index * STEP}
            y={HEIGHT - height}
            width="3.5"
            height={height}
            rx="1"
            className={`fill-current ${look}`}
          />
        );
      })}
    </svg>
  );
}
