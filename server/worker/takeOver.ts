/** Takes a run from a dead worker: lock, row, every process ended, the log made whole, and only then the decision. */
import { LEFTOVER_GRACE_MS, LEFTOVER_UPLOAD_MS, RETRY_BACKOFF_MS, WORKER_DEATHS_MAX } from "#server/domain/limits.ts";
import { RunFailure } from "#server/domain/run.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import type { LostRun } from "#server/commands/recoverRuns.ts";
import { systemActor } from "#server/domain/actor.ts";
import { type Lease, newLease, releaseLease, takeLease } from "#server/store/live/runLease.ts";
import { openRecorderAfterLoss } from "#server/store/openRecorder.ts";
import { appendOutputChunk } from "#server/store/records/outputStore.ts";
import { type Claimant, isAsSeen, takeOverClaim } from "#server/store/records/runClaim.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import { decideNext, type Next, type TurnFacts } from "./decideNext.ts";
import { openState, publishControl } from "./hold.ts";
import { leftoverSpools } from "./output/leftoverSpools.ts";
import { endMarked } from "./process/markedProcesses.ts";
import { recordLoss, type Swept, workerLost } from "./recordLoss.ts";
import { renew } from "./renewal/renewals.ts";
import { factsOf } from "./runFacts.ts";
import { settle } from "./settle.ts";
import { spoolFolder } from "./spoolFolder.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

/** False = somebody else was first, or the holder lives after all. */
export async function takeOver(lost: LostRun, claimant: Claimant): Promise<boolean> {
  if (!(await isAsSeen(lost))) return false;
  const lease = newLease(lost.runId, lost.claim + 1);
  // Without Redis the proof of death stands alone: nobody else can write to a stream that nobody reaches.
  const lock = await takeLease(lease, env().CODI_LEASE_MS).catch(() => "away" as const);
  if (lock === "higher") return false;
  try {
    const run = await takeOverClaim(lost, claimant);
    if (!run) return false;
    logger.warn({ runId: lost.runId, from: lost.holder, why: lost.why }, "takes over a run from a lost worker");
    await recover({ run, lease, lost, claimant });
    return true;
  } finally {
    await releaseLease(lease).catch(() => false);
  }
}

type Taken = { run: RunRow; lease: Lease; lost: LostRun; claimant: Claimant };

/** Ending what was left may take longer than a lease, so the claim is kept alive meanwhile. */
async function recover(taken: Taken): Promise<void> {
  const over = new AbortController();
  const lost = new AbortController();
  const renewing = (async () => {
    for await (const news of renew(taken.lease).news(over.signal)) if ("lost" in news) lost.abort(news.lost);
  })();
  try {
    await goOn(taken, lost.signal);
  } finally {
    over.abort();
    await renewing;
  }
}

async function goOn({ run, lease, lost, claimant }: Taken, superseded: AbortSignal): Promise<void> {
  const swept = await sweep(run, claimant);
  await uploadLeftovers(lease, superseded);
  const recorder = await openRecorderAfterLoss(lease, run, superseded);
  const lose = () => recorder.lose(String(superseded.reason));
  superseded.addEventListener("abort", lose);
  if (superseded.aborted) lose();
  try {
    const state = openState(run);
    await publishControl(recorder, state);
    const after = await recordLoss(recorder, { run, lost, swept, recoveredBy: claimant.workerId });
    const receipt = {
      by: (run.controlActor ?? systemActor) as typeof systemActor,
      requestedAt: (run.controlAt ?? recordNow()).toISOString(),
      signals: swept.signals,
      left: swept.left,
      endedAt: recordNow().toISOString(),
    };
    await settle({ run: after, lease, recorder, state }, (control) => nextAfterLoss(after, lost, control), { receipt });
  } finally {
    await recorder.close();
  }
}

/** Only a worker of the run's host sees its processes; when none is online there, the next one that starts ends them. */
async function sweep(run: RunRow, claimant: Claimant): Promise<Swept> {
  if (run.host !== null && run.host !== claimant.host) return { signals: [], left: [], seen: false };
  return { ...(await endMarked({ runId: run.id }, { graceMs: LEFTOVER_GRACE_MS })), seen: true };
}

/** A run that kills its worker again and again is poison; else the retry rule decides. */
function nextAfterLoss(run: RunRow, lost: LostRun, control: Parameters<typeof factsOf>[1]): Next {
  const isPoison = run.workerDeaths >= WORKER_DEATHS_MAX;
  const error = workerLost(lost);
  const facts = factsOf(run, control, { stopFile: false, patternLine: null });
  if (isPoison && control.status !== "cancelling")
    return { kind: "fail", error: { ...error, retryable: false }, stopReason: "worker_lost" };
  return decideNext(lastTurnOf(run, error), facts);
}

/** What the dead worker had not decided yet is decided now, from what the row knows. */
function lastTurnOf(run: RunRow, error: RunFailure): TurnFacts {
  if (run.turnOpen || run.failedTries > 0) return { kind: "failed", error, failedTries: Math.max(1, run.failedTries) };
  if (run.currentTurn === 0) return { kind: "interrupted", by: "shutdown", error };
  const failed = RunFailure.safeParse(run.error);
  if (failed.success) return { kind: "failed", error: failed.data, failedTries: RETRY_BACKOFF_MS.length + 1 };
  return { kind: "completed", checkPassed: run.checkPassed };
}

/** What the dead worker had spooled belongs before anything that a new try prints. A run is not kept waiting by a disk. */
async function uploadLeftovers({ runId, claim }: Lease, superseded: AbortSignal): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LEFTOVER_UPLOAD_MS);
  const signal = AbortSignal.any([superseded, late.signal]);
  try {
    for (const spool of await leftoverSpools(spoolFolder(), runId)) {
      if (spool.runId !== runId) continue;
      await spool
        .upload({ store: appendOutputChunk, signal, claim })
        .catch((error: unknown) =>
          logger.error({ runId, err: error }, "what a lost worker had spooled was not stored"),
        );
    }
  } finally {
    clearTimeout(timer);
  }
}
