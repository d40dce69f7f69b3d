/** One hold of a run: from the claim through one turn to the release, with controls obeyed at any moment of it. */
import type { Actor } from "#server/domain/actor.ts";
import { systemActor } from "#server/domain/actor.ts";
import { TIMER_MAX_MS } from "#server/domain/limits.ts";
import { isStopFilePresent } from "#server/project/stopFile.ts";
import { type ControlState, renewClaim } from "#server/store/records/claimRenewal.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import { untilDone } from "#server/store/untilDone.ts";
import { beginTurn, endTurnWith } from "./recordTurn.ts";
import { decideNext, type Interruption, type Next, type TurnFacts, wallLimitMs } from "./decideNext.ts";
import { executeTurn, type TurnResult } from "./executeTurn.ts";
import { findPattern } from "./findPattern.ts";
import { listenForControl } from "./listenForControl.ts";
import { configOf, factsOf, foldResult, toTurnFacts, wallMsOf } from "./runFacts.ts";
import { type Hold, type HeldState, openState, publishControl } from "./hold.ts";
import { obeyControl } from "./obeyControl.ts";
import { settle } from "./settle.ts";
import { withoutSecrets, withoutValues } from "./turnSecrets.ts";
import { CannotPlanTurnError, planTurn, type PlannedTurn } from "./turnPlan.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

export async function holdRun(hold: Hold): Promise<void> {
  const over = new AbortController();
  const interrupt = new AbortController();
  const state = openState(hold.run);
  const listening = listen(hold, { state, interrupt, over: over.signal });
  const onShutdown = () => interrupt.abort("shutdown" satisfies Interruption);
  hold.shutdown.addEventListener("abort", onShutdown, { once: true });
  if (hold.shutdown.aborted) onShutdown();
  try {
    await runOneTurn(hold, { state, interrupt });
  } finally {
    hold.shutdown.removeEventListener("abort", onShutdown);
    over.abort();
    await listening;
  }
}

type Holding = { state: HeldState; interrupt: AbortController };

/** Every control is published by the holder and may interrupt the child. */
async function listen(hold: Hold, { state, interrupt, over }: Holding & { over: AbortSignal }): Promise<void> {
  // What another claim does after our release is no loss: the log's end is still on its way to Redis.
  const onLost = (why: string) => (state.releasing ? undefined : hold.onLost(why));
  const options = { after: hold.controlsAfter, signal: over, onLost };
  // Publishing may wait for Postgres; the renewals of the lease must not wait with it.
  let published: Promise<void> = Promise.resolve();
  for await (const control of listenForControl(hold.lease, options)) {
    obeyControl(state, interrupt, control);
    published = published.then(() => publishControl(hold.recorder, state)).catch(() => undefined);
  }
  await published;
}

/** Whatever was found before a turn, a cancel comes first. */
const unlessCancelled =
  (next: Next) =>
  (control: ControlState): Next =>
    control.status === "cancelling" ? { kind: "cancel", reason: "manual" } : next;

async function runOneTurn(hold: Hold, holding: Holding): Promise<void> {
  const { run } = hold;
  const plan = () => planTurn(run);
  const planned = await untilDone("plan the turn", hold.recorder.lost, plan).catch((error: unknown) => {
    if (error instanceof CannotPlanTurnError) return error;
    throw error;
  });
  if (planned instanceof CannotPlanTurnError)
    return settle(
      { ...hold, state: holding.state },
      unlessCancelled({ kind: "fail", error: planned.failure, stopReason: "cannot_start" }),
    );
  // A stop file that appeared between two turns ends the run before another one begins.
  if (!run.turnOpen && run.currentTurn > 0 && (await isStopFilePresent(planned.folder.epic)))
    return settle({ ...hold, state: holding.state }, unlessCancelled({ kind: "complete", stopReason: "stop_file" }));
  if (!(await beginRun(hold, holding.state, planned))) return settleEarly(hold, holding.state);
  await beginTurn(hold, planned);
  const budget = budgetTimer(run, holding.interrupt);
  let result: TurnResult;
  try {
    result = await executeTurn({
      planned,
      claim: hold.lease.claim,
      recorder: hold.recorder,
      interrupt: holding.interrupt.signal,
      hurry: hold.hurry,
      askedBy: () => askedBy(holding.state),
    });
  } finally {
    clearTimeout(budget);
  }
  const turn = toTurnFacts(run, result);
  const patch = foldResult(run, result, turn);
  await endTurnWith(hold.recorder, { planned, result, turn, patch });
  const after = { ...run, ...patch } as RunRow;
  const files = await readFacts(planned, run);
  await settle(
    { ...hold, run: after, state: holding.state },
    (control) => decideNext(turn, factsOf(after, control, files)),
    {
      receipt: result.receipt,
      patternLine: files.patternLine,
    },
  );
}

function askedBy({ control }: HeldState) {
  const at = control.controlAt ?? recordNow();
  const byPerson = control.status === "cancelling" || control.status === "pausing";
  return {
    by: byPerson ? ((control.controlActor ?? systemActor) as Actor) : systemActor,
    requestedAt: at.toISOString(),
  };
}

/** queued → running, once in a run's life; false = a control came first. */
async function beginRun({ run, recorder }: Hold, state: HeldState, { plan }: PlannedTurn): Promise<boolean> {
  if (state.control.status === "cancelling") return false;
  if (run.status !== "queued") return true;
  const given = run.config as Record<string, unknown>;
  const config = { ...withoutValues(plan)(given), workingDir: given.workingDir };
  const result = await recorder.commit({
    bodies: [{ type: "run_started", config }],
    patch: { status: "running", publishedStatus: "running", startedAt: recordNow() },
    controlRev: state.control.controlRev,
  });
  if (result !== "won") return false;
  state.control.status = "running";
  state.published.status = "running";
  return true;
}

/** A control came before the turn could begin: nothing ran, the control alone decides. */
async function settleEarly(hold: Hold, state: HeldState): Promise<void> {
  const files = { stopFile: false, patternLine: null };
  const turn: TurnFacts = {
    kind: "interrupted",
    by: "cancel",
    error: { code: "interrupted", message: "The turn was ended before it began.", retryable: true },
  };
  const read = () => renewClaim(hold.lease);
  state.control = (await untilDone("read the controls", hold.recorder.lost, read)) ?? state.control;
  await settle({ ...hold, state }, (control) => decideNext(turn, factsOf(hold.run, control, files)));
}

async function readFacts(planned: PlannedTurn, run: RunRow) {
  const line = await findPattern(planned.folder.epic, configOf(run).completion);
  return {
    stopFile: await isStopFilePresent(planned.folder.epic),
    patternLine: withoutSecrets(planned.plan)(line),
  };
}

/** The time limit also ends a turn in the middle; its thread is kept for the continuation. */
function budgetTimer(run: RunRow, interrupt: AbortController): NodeJS.Timeout | undefined {
  const limit = wallLimitMs(configOf(run).limits.wallSec, run.budgetExtensions);
  if (limit === null) return undefined;
  const left = Math.min(Math.max(0, limit - wallMsOf(run)), TIMER_MAX_MS);
  return setTimeout(() => interrupt.abort("budget" satisfies Interruption), left).unref();
}
