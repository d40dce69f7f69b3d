/** The run list on a phone: one card a run. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { RunSummary } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { useNow } from "#components/ui/clock.tsx";
import { formatAge, formatDuration, formatTokens, NONE } from "#components/ui/format.ts";
import { StatusLabel, StatusNote } from "#components/runs/RunLabels.tsx";
import { elapsedMs } from "#components/runs/runTimes.ts";

export function RunCards({ runs, stale }: { runs: RunSummary[]; stale: boolean }) {
  const now = useNow();
  return (
    <ul className={clsx("grid grid-cols-[minmax(0,1fr)] gap-2.5 p-4", stale && "grayscale")}>
      {runs.map((run) => (
        <li key={run.runId}>
          <Link
            href={`/runs/${run.runId}`}
            prefetch={false}
            data-testid="run-card"
            data-run={run.runId}
            className={clsx(
              "block overflow-hidden rounded-lg border bg-raised",
              run.status === "paused" ? "border-warning/50" : "border-line",
            )}
          >
            <span className="flex items-center gap-2 px-3.5 pt-3">
              <StatusLabel status={run.status} />
              <span className="flex min-w-0 flex-1 items-center">
                <StatusNote run={run} />
              </span>
              <span className="text-xs text-ink-3">{formatDuration(elapsedMs(run, now))}</span>
            </span>
            <span className="block px-3.5 pt-1.5 pb-2.5 text-md font-medium break-words">
              <bdi>{run.name}</bdi>
            </span>
            <span className="flex gap-3 border-y border-line-faint bg-inset px-3.5 py-1.5 text-xs">
              <span className="min-w-0 flex-1 truncate text-ink-2">
                <bdi>{run.lastActivity.text}</bdi>
              </span>
              <span className={run.status === "running" ? "text-signal-text" : "text-ink-3"}>
                {formatAge(run.lastActivity.at, now)}
              </span>
            </span>
            <span className="flex gap-3 px-3.5 py-2 text-xs text-ink-3">
              <span>
                Turn <b className="font-medium text-ink">{run.currentTurn || NONE}</b> / {run.maxTurns ?? "∞"}
              </span>
              <span className="min-w-0 flex-1 truncate">
                <bdi>{run.project}</bdi>
              </span>
              <span>
                {run.currentTurn === 0 ? NONE : formatTokens(run.stats.tokens)}
                {isSettled(run.status) || run.currentTurn > 0 ? " tokens" : ""}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
