/** The readings of a run in one strip, the head of its recorder: label, number, context. */
"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import {
  formatAge,
  formatCount,
  formatDuration,
  formatPlural,
  formatTokens,
  NONE,
  UNKNOWN,
} from "#components/ui/format.ts";
import { elapsedMs, queuedMs } from "#components/runs/runTimes.ts";
import type { LanesState } from "./lanesState.ts";
import type { RecorderTurn } from "./recorderTurns.ts";
import { activeMs } from "./recorderSums.ts";

export function RecorderReadings({
  run,
  turns,
  lanes,
  tokens,
  now,
}: {
  run: RunSnapshot;
  turns: readonly RecorderTurn[];
  lanes: LanesState;
  tokens: number | null;
  now: number;
}) {
  const { stats, limits } = run;
  const turn = Math.max(run.currentTurn, turns.at(-1)?.turn ?? 0);
  const [age = "", ago = ""] = formatAge(run.lastActivity.at, now).split(" ");
  // What ended, or was refused, is told in a sentence of its own below.
  const quiet = turns.at(-1)?.to === null || isSettled(run.status) || run.status === "paused";
  return (
    <div className="@container border-b border-line">
      <dl className="grid grid-cols-2 card:grid-cols-[.7fr_1.25fr_1.05fr_1.25fr_1.2fr_.9fr]">
        <Reading label="Turn" value={turn || NONE}>
          {run.maxTurns ? `of ${run.maxTurns}` : "no limit"}
        </Reading>
        <Reading label="Elapsed" value={formatDuration(elapsedMs(run, now))}>
          {run.startedAt ? (
            <span className="hidden @min-[900px]:inline">active {formatDuration(activeMs(run, turns, now))}</span>
          ) : (
            `queued ${formatDuration(queuedMs(run, now))}`
          )}
        </Reading>
        <Reading label="Tokens" value={turn === 0 ? NONE : formatTokens(tokens)} meter={share(tokens, limits.tokens)}>
          {limits.tokens !== null ? (
            `of ${shortTokens(limits.tokens)}`
          ) : stats.turnsUnknown > 0 && tokens !== null ? (
            <>
              <span className="hidden @min-[900px]:inline max-card:inline">and </span>
              {stats.turnsUnknown} unknown
            </>
          ) : (
            ""
          )}
        </Reading>
        <Reading label="Changed" value={turn === 0 ? NONE : formatPlural(stats.filesChanged, "file")}>
          <Lines sign="+" count={stats.linesAdded} className="text-positive" />{" "}
          <Lines sign="−" count={stats.linesRemoved} className="text-danger" />
        </Reading>
        <TestsReading lanes={lanes} run={run} />
        <Reading label="Last activity" value={age}>
          <span title={run.lastActivity.text}>
            {ago}
            {quiet ? "" : ago ? " · " : ""}
            {quiet ? "" : <bdi>{run.lastActivity.text}</bdi>}
          </span>
        </Reading>
      </dl>
    </div>
  );
}

/** The last test run when the turns tell of any, else Codi's own check; neither is invented. */
function TestsReading({ lanes: { tested, checked }, run }: { lanes: LanesState; run: RunSnapshot }) {
  if (tested)
    return (
      <Reading label="Tests" value={formatCount(tested.passed)}>
        <span className="hidden @min-[900px]:inline max-card:inline">
          passed{tested.failed === 0 && tested.skipped > 0 ? "," : ""}
        </span>{" "}
        {tested.failed > 0 ? (
          <b className="font-medium text-danger">{formatCount(tested.failed)} failed</b>
        ) : tested.skipped > 0 ? (
          `${formatCount(tested.skipped)} skipped`
        ) : null}
      </Reading>
    );
  if (checked)
    return (
      <Reading
        label="Check"
        value={
          <span className={checked.failed ? "text-danger" : "text-positive"}>
            {checked.failed ? "failed" : "passed"}
          </span>
        }
      >
        {checked.failed ? `exit ${checked.exitCode ?? "unknown"}, ` : ""}turn {checked.turn}
      </Reading>
    );
  const checks = run.config.check !== null;
  // The log told of them; of a run that is verified the outcome tells it still.
  const removed = run.logRemovedAt !== null;
  const verified = removed && run.outcome === "verified";
  return (
    <Reading
      label={checks ? "Check" : "Tests"}
      value={verified ? <span className="text-positive">passed</span> : removed ? UNKNOWN : NONE}
    >
      {removed ? "" : checks ? "after each turn" : "none reported"}
    </Reading>
  );
}

function Lines({ sign, count, className }: { sign: string; count: number | null; className: string }) {
  return count === null ? null : (
    <span className={clsx("mono", className)}>
      {sign}
      {formatCount(count)}
    </span>
  );
}

/** `8M`: a limit is a round number. */
const shortTokens = (tokens: number) => formatTokens(tokens).replace(/\.0*(?=\D)/, "");

const share = (part: number | null, whole: number | null) => (whole === null ? null : Math.min(1, (part ?? 0) / whole));

function Reading({
  label,
  value,
  children,
  meter = null,
}: {
  label: string;
  value: ReactNode;
  children: ReactNode;
  meter?: number | null;
}) {
  return (
    <div className="relative grid min-w-0 content-start gap-0.5 border-line px-3 py-[9px] not-first:border-l max-card:odd:border-l-0 max-card:nth-[n+3]:border-t card:px-4">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="flex h-6 min-w-0 items-baseline gap-1.5 text-[17px] leading-6 font-medium tracking-[-0.02em] whitespace-nowrap">
        {value}
        <small className="min-w-0 truncate text-xs font-normal tracking-normal text-ink-3">{children}</small>
      </dd>
      {meter === null ? null : (
        <dd
          aria-hidden
          className="absolute right-3.5 bottom-[18px] h-1 w-11 overflow-hidden rounded-[2px] bg-active card:right-4 card:@max-[900px]:hidden"
        >
          <i className="block h-full rounded-[2px] bg-ink-2" style={{ width: `${meter * 100}%` }} />
        </dd>
      )}
    </div>
  );
}
