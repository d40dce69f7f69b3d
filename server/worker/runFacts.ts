/** A turn's result folded into its run: the row's numbers, and the facts that decide what comes next. */
import { toOutcome } from "#server/domain/outcome.ts";
import type { RunFailure } from "#server/domain/run.ts";
import type { RunConfig } from "#server/domain/runConfig.ts";
import { foldTurn } from "#server/domain/runStats.ts";
import type { RowPatch } from "#server/store/records/runCommit.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import { Prisma } from "#server/store/records/database.ts";
import type { ControlState } from "#server/store/records/claimRenewal.ts";
import { type RunFacts, type TurnFacts, wallLimitMs } from "./decideNext.ts";
import type { TurnResult } from "./executeTurn.ts";
import { RETRY_BACKOFF_MS } from "#server/domain/limits.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

const FILES_REMEMBERED = 10_000; // names on the row; the count goes on

export function toTurnFacts(run: RunRow, result: TurnResult): TurnFacts {
  if (result.interrupted) return { kind: "interrupted", by: result.interrupted, error: interruptedError(result) };
  if (result.failure) return { kind: "failed", error: result.failure, failedTries: run.failedTries + 1 };
  return { kind: "completed", checkPassed: result.checkExitCode === undefined ? null : result.checkExitCode === 0 };
}

function interruptedError(result: TurnResult): RunFailure {
  const why = { cancel: "a cancel", pause: "a pause", budget: "the time limit", shutdown: "the worker's shutdown" };
  const by = result.interrupted ? why[result.interrupted] : "Codi";
  return { code: "interrupted", message: `The turn was ended by ${by}.`, retryable: true };
}

/** A failure that no rule repeats: the turn is over and counts. */
export function isFailedForGood(turn: TurnFacts): boolean {
  return turn.kind === "failed" && (!turn.error.retryable || turn.failedTries > RETRY_BACKOFF_MS.length);
}

/** The run's numbers after this execution, as columns and as the row to decide on. */
export function foldResult(run: RunRow, result: TurnResult, turn: TurnFacts): RowPatch {
  // A cancelled turn is over too: it counts, and what it used stays unknown.
  const isCancelled = turn.kind === "interrupted" && turn.by === "cancel";
  const counts = turn.kind === "completed" || isFailedForGood(turn) || isCancelled;
  const usage = result.report?.usage ?? result.report?.sentinelUsage ?? null;
  const stats = foldTurn(
    {
      turns: run.turns,
      tokensKnown: Number(run.tokensKnown),
      turnsUnknown: run.turnsUnknown,
      filesChanged: run.filesChangedCount,
      durationMs: Number(run.durationMs),
    },
    { usage, durationMs: result.durationMs, counts },
  );
  const known = new Set(run.filesChanged);
  const added = (result.report?.filesChanged ?? []).filter((path) => !known.has(path));
  const checkPassed = result.checkExitCode === undefined ? run.checkPassed : result.checkExitCode === 0;
  const seen = {
    filesChanged: run.filesChangedCount + added.length,
    checkPassed,
    ranCommands: run.ranCommands || (result.report?.ranCommands ?? false),
    saidAnything: run.saidAnything || (result.report?.saidAnything ?? false),
    opaque: run.opaque || (result.report?.opaque ?? false),
  };
  return {
    ...threadOf(run, result, turn),
    turns: stats.turns,
    tokensKnown: BigInt(stats.tokensKnown),
    turnsUnknown: stats.turnsUnknown,
    durationMs: BigInt(stats.durationMs),
    filesChanged: [...run.filesChanged, ...added].slice(0, FILES_REMEMBERED),
    filesChangedCount: seen.filesChanged,
    checkPassed,
    ranCommands: seen.ranCommands,
    saidAnything: seen.saidAnything,
    opaque: seen.opaque,
    ...(counts || seen.saidAnything ? { outcome: toOutcome(seen) } : {}),
    // Known before the release: whoever takes over after a death in between ends the run with it.
    ...(turn.kind === "failed" && counts && configOf(run).onTurnFailure === "fail" ? { error: turn.error } : {}),
    inTurn: false,
    turnOpen: !counts,
    failedTries: counts ? 0 : run.failedTries + (turn.kind === "failed" ? 1 : 0),
    ...(counts ? { workerDeaths: 0 } : {}),
  };
}

/** An interrupted thread is gone on with by the next try; a finished turn leaves it to `thread: resume`. */
function threadOf(run: RunRow, { report }: TurnResult, turn: TurnFacts): RowPatch {
  const threadId = report?.threadId ?? run.threadId;
  const totals = report?.threadId ? report.threadTotals : run.threadTotals;
  return {
    threadId,
    threadTotals: totals ?? Prisma.DbNull,
    resumeThreadId: turn.kind === "interrupted" ? (report?.threadId ?? run.resumeThreadId) : null,
  };
}

export const configOf = (run: RunRow) => run.config as unknown as Omit<RunConfig, "env"> & { env: string[] };

export function factsOf(
  run: RunRow,
  control: ControlState,
  files: { stopFile: boolean; patternLine: string | null },
): RunFacts {
  const config = configOf(run);
  return {
    ...files,
    status: control.status,
    stopAfterTurn: control.stopAfterTurn,
    turns: run.turns,
    maxTurns: config.maxTurns,
    wallMs: wallMsOf(run),
    wallLimitMs: wallLimitMs(config.limits.wallSec, run.budgetExtensions),
    checkStops: config.check?.stop ?? false,
    loopDelaySec: config.loopDelaySec,
    onTurnFailure: config.onTurnFailure,
  };
}

/** Time since the start, without the time it stood paused. */
export function wallMsOf(run: RunRow): number {
  return run.startedAt ? recordNow().getTime() - run.startedAt.getTime() - Number(run.pausedMs) : 0;
}
