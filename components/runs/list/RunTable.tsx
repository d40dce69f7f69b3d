/** The run list on a wide screen: two lines a cell, the fact and its context. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import type { RunSummary } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { useNow } from "#components/ui/clock.tsx";
import { formatAge, formatDuration, formatShortId, formatTokens, NONE } from "#components/ui/format.ts";
import { StatusLabel, StatusNote } from "#components/runs/RunLabels.tsx";
import { elapsedMs, queuedMs } from "#components/runs/runTimes.ts";

const cell = "h-[54px] overflow-hidden border-b border-line-faint px-2 align-middle";
const heading = "sticky top-0 z-10 h-8 border-b border-line bg-surface px-2 text-left text-xs font-normal text-ink-3";
/** Dropped as the screen gets narrower. */
const onWide = "hidden wide:table-cell";
const onSide = "hidden side:table-cell";

export function RunTable({ runs, stale }: { runs: RunSummary[]; stale: boolean }) {
  return (
    <table className={clsx("w-full table-fixed border-separate border-spacing-0", stale && "grayscale")}>
      <thead>
        <tr>
          <th scope="col" className={clsx(heading, "w-[168px] pl-6")}>
            Status
          </th>
          <th scope="col" className={clsx(heading, "font-medium text-ink")}>
            Run, newest first
          </th>
          <th scope="col" className={clsx(heading, "w-[224px]")}>
            Last activity
          </th>
          <th scope="col" className={clsx(heading, onSide, "w-[132px]")}>
            Project
          </th>
          <th scope="col" className={clsx(heading, "w-20")}>
            Turn
          </th>
          <th scope="col" className={clsx(heading, "w-24 text-right")}>
            Elapsed
          </th>
          <th scope="col" className={clsx(heading, "w-24 pr-6 text-right wide:pr-2")}>
            Tokens
          </th>
          <th scope="col" className={clsx(heading, onWide, "w-24 pr-6")}>
            By
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.runId} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function Two({ first, second, right = false }: { first: ReactNode; second: ReactNode; right?: boolean }) {
  return (
    <span className={clsx("grid min-w-0 gap-px", right && "text-right")}>
      <span className="block h-5 min-w-0 truncate">{first}</span>
      <span className="block h-4 min-w-0 truncate text-xs text-ink-3">{second}</span>
    </span>
  );
}

function RunRow({ run }: { run: RunSummary }) {
  const now = useNow();
  const busy = !isSettled(run.status);
  return (
    <tr data-testid="run-row" data-run={run.runId} data-status={run.status} className="hover:bg-hover">
      <td className={clsx(cell, "pl-6", run.status === "paused" && "shadow-[inset_2px_0_0_var(--warning)]")}>
        <span className="grid min-w-0 gap-px">
          <span className="block h-5">
            <StatusLabel status={run.status} />
          </span>
          <span className="flex h-4 min-w-0 items-center pl-[23px]">
            <StatusNote run={run} />
          </span>
        </span>
      </td>
      <td className={cell}>
        <Two
          first={
            <Link
              href={`/runs/${run.runId}`}
              prefetch={false}
              className="font-medium -outline-offset-2 hover:underline"
            >
              <bdi>{run.name}</bdi>
            </Link>
          }
          second={
            <>
              <span className="mr-2">{run.number}</span>
              {run.labels.map((label) => (
                <span key={label} className="mr-1.5 rounded-sm px-1.5 text-2xs inset-ring inset-ring-line">
                  <bdi>{label}</bdi>
                </span>
              ))}
              <bdi>{run.missionLine !== null && run.missionLine !== run.name ? run.missionLine : run.epicId}</bdi>
            </>
          }
        />
      </td>
      <td className={cell}>
        <Two
          first={<bdi title={run.lastActivity.text}>{run.lastActivity.text}</bdi>}
          second={
            <span className={clsx(busy && run.status === "running" && "text-signal-text")}>
              {formatAge(run.lastActivity.at, now)}
            </span>
          }
        />
      </td>
      <td className={clsx(cell, onSide)}>
        <Two first={<bdi>{run.project}</bdi>} second={<bdi>{run.branch}</bdi>} />
      </td>
      <td className={cell}>
        <Two
          first={
            <>
              {run.currentTurn || NONE} <span className="text-ink-3">/ {run.maxTurns ?? "∞"}</span>
            </>
          }
          second={run.currentTurn === 0 ? "not started" : run.stopAfterTurn && busy ? "the last one" : ""}
        />
      </td>
      <td className={cell}>
        <Two
          right
          first={formatDuration(elapsedMs(run, now))}
          second={`queued ${formatDuration(queuedMs(run, now))}`}
        />
      </td>
      <td className={clsx(cell, "pr-6 wide:pr-2")}>
        <Two
          right
          first={run.currentTurn === 0 ? NONE : formatTokens(run.stats.tokens)}
          second={
            run.stats.turnsUnknown > 0 && run.stats.tokens !== null ? `and ${run.stats.turnsUnknown} unknown` : ""
          }
        />
      </td>
      <td className={clsx(cell, onWide, "pr-6")}>
        <Two first={run.createdBy.name} second={run.workerId && busy ? formatShortId(run.workerId) : NONE} />
      </td>
    </tr>
  );
}
