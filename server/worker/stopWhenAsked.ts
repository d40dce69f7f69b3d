/** Ends a turn's child: when somebody asks, at its time limit, and without any grace when the run is lost or the worker must leave. */
import { systemActor } from "#server/domain/actor.ts";
import type { Receipt } from "#server/domain/run.ts";
import { env } from "#server/env.ts";
import { stopChild } from "./process/killLadder.ts";
import { endMarked } from "./process/markedProcesses.ts";
import { untilSeen } from "./process/untilSeen.ts";
import type { WatchedTurn } from "./watchedTurn.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

/** Null = nobody asked. */
export async function stopWhenAsked(
  turn: WatchedTurn,
  { mark, asked, over }: { mark: { runId: string; turnId: string }; asked: AbortSignal; over: AbortSignal },
): Promise<Receipt | null> {
  const either = AbortSignal.any([asked, over]);
  if (!either.aborted) await new Promise((resolve) => either.addEventListener("abort", resolve, { once: true }));
  if (!asked.aborted) return null;
  const who = turn.interrupt.aborted ? turn.askedBy() : { by: systemActor, requestedAt: recordNow().toISOString() };
  // Who lost the run, or must leave now, has no time to be polite, also in the middle of it: others wait until nothing is left.
  const hurry = AbortSignal.any([turn.recorder.lost, turn.hurry]);
  const graceMs = hurry.aborted ? 0 : env().CODI_KILL_GRACE_MS;
  const kill = () => void untilSeen(() => endMarked(mark, { graceMs: 0 }));
  hurry.addEventListener("abort", kill, { once: true, signal: over });
  return untilSeen(() => stopChild(turn.running.child, { graceMs, mark, ...who }));
}
