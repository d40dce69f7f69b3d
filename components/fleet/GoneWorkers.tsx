/** Workers that went away lately and left nothing behind, one line each. */
"use client";

import type { WorkerView } from "#server/domain/run.ts";
import { useNow, useZone } from "#components/ui/clock.tsx";
import { formatAge, formatPlural, formatShortId, formatTimeOfDay } from "#components/ui/format.ts";
import { History } from "#components/ui/icons.tsx";

const SHOWN = 3; // a fleet that restarts often is not a list of its past

export function GoneWorkers({ workers }: { workers: readonly WorkerView[] }) {
  const now = useNow();
  const zone = useZone();
  const more = workers.length - SHOWN;
  return (
    <div className="flex gap-4 border-t border-line px-4 py-2.5 text-xs text-ink-2 max-card:flex-col max-card:gap-1.5">
      <h2 className="flex shrink-0 items-center gap-2 self-start leading-5 text-ink-3">
        <History size={14} strokeWidth={1.5} aria-hidden /> Gone in the last hour
      </h2>
      <ul className="grid min-w-0 gap-0.5 leading-5">
        {workers.slice(0, SHOWN).map((worker) => (
          <li key={worker.workerId} className="min-w-0 break-words">
            <span className="mono font-medium text-ink">{formatShortId(worker.workerId)}</span> on{" "}
            <bdi>{worker.host}</bdi>, pid {worker.pid}, {worker.stopped ? "stopped, " : ""}last heard of at{" "}
            <time dateTime={worker.heartbeatAt} className="mono">
              {formatTimeOfDay(worker.heartbeatAt, zone)}
            </time>
            , {formatAge(worker.heartbeatAt, now)}
          </li>
        ))}
        {more > 0 ? <li className="text-ink-3">and {formatPlural(more, "other")} before</li> : null}
      </ul>
    </div>
  );
}
