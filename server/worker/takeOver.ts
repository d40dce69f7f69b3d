/** Takes a run from a dead worker: lock, row, every process ended, the log made whole, and only then the decision. */
import { LEFTOVER_GRACE_MS, RETRY_BACKOFF_MS, WORKER_DEATHS_MAX } from "#server/domain/limits.ts";
import { RunFailure } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import type { LostRun } from "#server/commands/recoverRuns.ts";
import { systemActor } from "#server/domain/actor.ts";
import { type Lease, newLease, releaseLease, takeLease } from "#server/store/live/runLease.ts";
import { openRecorderAfterLoss } from "#server/store/openRecorder.ts";
import { appendOutputChunk } from "#server/store/records/outputStore.ts";
import { type Claimant, takeOverClaim } from "#server/store/records/runClaim.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import { endTurn } from "#server/store/records/turnTable.ts";
import type { RunRecorder } from "#server/store/runRecorder.ts";
import { decideNext, type Next, type TurnFacts } from "./decideNext.ts";
import { openState, publishControl } from "./hold.ts";
import { leftoverSpools } from "./output/leftoverSpools.ts";
import { endMarked } from "./process/markedProcesses.ts";
import { factsOf, isFailedForGood } from "./runFacts.ts";
import { settle } from "./settle.ts";
import { spoolFolder } from "./spoolFolder.ts";

/** False = somebody else was first, or the holder lives after all. */
export async function takeOver(lost: LostRun, claimant: Claimant): Promise<boolean> {
  const lease = newLease(lost.runId, lost.claim + 1);
  // Without Redis the proof of death stands alone: nobody else can write to a stream that nobody reaches.
  const lock = await takeLease(lease, env().CODI_LEASE_MS).catch(() => "away" as const);
  if (lock === "higher") return false;
  const run = await takeOverClaim(lost, claimant);
  if (!run) {
    await releaseLease(lease).catch(() => false);
    return false;
  }
  logger.warn({ runId: lost.runId, from: lost.holder, why: lost.why }, "takes over a run from a lost worker");
  await recover({ run, lease, lost, claimant });
  await releaseLease(lease).catch(() => false);
  return true;
}

type Taken = { run: RunRow; lease: Lease; lost: LostRun; claimant: Claimant };

async function recover({ run, lease, lost, claimant }: Taken): Promise<void> {
  const swept = await endMarked({ runId: run.id }, { graceMs: LEFTOVER_GRACE_MS });
  await uploadLeftovers(lease);
  const recorder = await openRecorderAfterLoss(lease, run);
  try {
    const state = openState(run);
    await publishControl(recorder, state);
    const ended = swept.signals.flatMap((signal) => signal.pids);
    const after = await recordLoss(recorder, { run, lost, claimant, ended: [...new Set(ended)] });
    const receipt = {
      by: (run.controlActor ?? systemActor) as typeof systemActor,
      requestedAt: (run.controlAt ?? new Date()).toISOString(),
      signals: swept.signals,
      left: swept.left,
      endedAt: new Date().toISOString(),
    };
    await settle({ run: after, lease, recorder, state }, (control) => nextAfterLoss(after, control), { receipt });
  } finally {
    await recorder.close();
  }
}

const workerLost: RunFailure = {
  code: "worker_lost",
  message: "The worker that executed the turn died.",
  retryable: true,
};

async function recordLoss(
  recorder: RunRecorder,
  { run, lost, claimant, ended }: Omit<Taken, "lease"> & { ended: number[] },
): Promise<RunRow> {
  const turn = run.inTurn ? run.currentTurn : null;
  const processes = ended.length === 1 ? "1 process that was" : `${ended.length} processes that were`;
  const did = ended.length > 0 ? `Ended ${processes} left.` : "No process was left.";
  const failed: RunEventBody[] = turn
    ? [{ type: "turn_failed", turn, try: run.currentTry, exitCode: null, signal: null, error: workerLost }]
    : [];
  const failedTries = run.failedTries + (turn ? 1 : 0);
  const isOver = turn !== null && isFailedForGood({ kind: "failed", error: workerLost, failedTries });
  const patch = {
    inTurn: false,
    workerDeaths: run.workerDeaths + (turn ? 1 : 0),
    // A turn that is over has no more tries; the next one begins with all of them.
    failedTries: isOver ? 0 : failedTries,
    ...(isOver ? { turnOpen: false, turns: run.turns + 1, turnsUnknown: run.turnsUnknown + 1 } : {}),
  };
  await recorder.commit({
    bodies: [
      ...failed,
      { type: "worker_lost", workerId: lost.holder, turn, left: ended },
      { type: "run_recovered", workerId: claimant.workerId, did },
    ],
    patch,
    also: async (tx) => {
      if (run.turnUuid && turn)
        await endTurn(tx, run.turnUuid, {
          status: "failed",
          pid: run.pid,
          cliVersion: null,
          endedAt: new Date(),
          durationMs: null,
          exitCode: null,
          signal: null,
          error: workerLost,
          usage: null,
          usageRaw: null,
          threadId: run.threadId,
          lastMessage: null,
          outcome: null,
          checkExitCode: null,
        });
    },
  });
  return { ...run, ...patch, failedTries };
}

/** A run that kills its worker again and again is poison; else the retry rule decides. */
function nextAfterLoss(run: RunRow, control: Parameters<typeof factsOf>[1]): Next {
  const isPoison = run.workerDeaths >= WORKER_DEATHS_MAX;
  const facts = factsOf(run, control, { stopFile: false, patternLine: null });
  if (isPoison && control.status !== "cancelling")
    return { kind: "fail", error: { ...workerLost, retryable: false }, stopReason: "worker_lost" };
  return decideNext(lastTurnOf(run), facts);
}

/** What the dead worker had not decided yet is decided now, from what the row knows. */
function lastTurnOf(run: RunRow): TurnFacts {
  if (run.turnOpen || run.failedTries > 0)
    return { kind: "failed", error: workerLost, failedTries: Math.max(1, run.failedTries) };
  if (run.currentTurn === 0) return { kind: "interrupted", by: "shutdown", error: workerLost };
  const failed = RunFailure.safeParse(run.error);
  if (failed.success) return { kind: "failed", error: failed.data, failedTries: RETRY_BACKOFF_MS.length + 1 };
  return { kind: "completed", checkPassed: run.checkPassed };
}

/** What the dead worker had spooled belongs before anything that a new try prints. */
async function uploadLeftovers(lease: Lease): Promise<void> {
  for (const spool of await leftoverSpools(spoolFolder()))
    if (spool.runId === lease.runId)
      await spool.upload({ store: appendOutputChunk, signal: AbortSignal.timeout(60_000), claim: lease.claim });
}
