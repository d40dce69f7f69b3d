/** The readings of a run in one strip: label, number, context. */
"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { useNow } from "#components/ui/clock.tsx";
import { formatAge, formatCount, formatDuration, formatTokens, NONE } from "#components/ui/format.ts";
import { elapsedMs, queuedMs } from "#components/runs/runTimes.ts";
import { TurnStrip } from "#components/runs/TurnStrip.tsx";

export function RunReadings({ run, turns }: { run: RunSnapshot; turns: TurnView[] }) {
  const now = useNow();
  const { stats } = run;
  return (
    <div className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-raised card:grid-cols-[1.1fr_1fr_1fr_1fr_2fr]">
      <Reading
        label="Turn"
        value={run.currentTurn || NONE}
        more={run.maxTurns ? `of ${run.maxTurns}` : "no limit"}
        beside={<TurnStrip turns={turns} status={run.status} />}
      />
      <Reading
        label="Elapsed"
        value={formatDuration(elapsedMs(run, now))}
        more={
          run.startedAt ? `queued ${formatDuration(queuedMs(run, now))}` : `waits ${formatDuration(queuedMs(run, now))}`
        }
      />
      <Reading
        label="Tokens"
        value={run.currentTurn === 0 ? NONE : formatTokens(stats.tokens)}
        more={stats.turnsUnknown > 0 && stats.tokens !== null ? `and ${stats.turnsUnknown} unknown` : ""}
      />
      <Reading
        label="Changed"
        value={formatCount(stats.filesChanged)}
        more={stats.filesChanged === 1 ? "file" : "files"}
      />
      <Reading
        wide
        label="Last activity"
        value={
          <span
            className="min-w-0 truncate text-sm leading-6 font-normal tracking-normal"
            title={run.lastActivity.text}
          >
            <bdi>{run.lastActivity.text}</bdi>
          </span>
        }
        more={isSettled(run.status) ? "" : formatAge(run.lastActivity.at, now)}
      />
    </div>
  );
}

function Reading({
  label,
  value,
  more,
  beside,
  wide = false,
}: {
  label: string;
  value: ReactNode;
  more: string;
  beside?: ReactNode;
  wide?: boolean;
}) {
  return (
    <div
      className={clsx(
        "relative grid min-w-0 content-start gap-0.5 border-line px-4 pt-[9px] pb-2.5 max-card:border-b card:border-l card:first:border-l-0",
        "max-card:even:border-l max-card:last:border-b-0",
        wide && "max-card:col-span-2",
      )}
    >
      <span className="text-xs text-ink-3">{label}</span>
      <span className="flex h-6 min-w-0 items-baseline gap-1.5 text-[17px] leading-6 font-medium tracking-[-0.02em] whitespace-nowrap">
        {value}
        <small className="shrink-0 text-xs font-normal tracking-normal text-ink-3">{more}</small>
      </span>
      {beside ? <span className="absolute top-3 right-4">{beside}</span> : null}
    </div>
  );
}
