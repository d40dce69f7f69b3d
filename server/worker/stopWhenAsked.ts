/** Ends a turn's child on request, at its time limit, or at once when the run is lost. */
import { systemActor } from "#server/domain/actor.ts";
import type { Receipt } from "#server/domain/run.ts";
import { env } from "#server/env.ts";
import { stopChild } from "./process/killLadder.ts";
import { endMarked } from "./process/markedProcesses.ts";
import type { WatchedTurn } from "./watchedTurn.ts";

/** Ends the child when somebody asks, at the time limit, and at once when the run is lost. */
export async function stopWhenAsked(
  turn: WatchedTurn,
  { mark, asked, over }: { mark: { runId: string; turnId: string }; asked: AbortSignal; over: AbortSignal },
): Promise<Receipt | null> {
  const either = AbortSignal.any([asked, over]);
  if (!either.aborted) await new Promise((resolve) => either.addEventListener("abort", resolve, { once: true }));
  if (!asked.aborted) return null;
  const who = turn.interrupt.aborted ? turn.askedBy() : { by: systemActor, requestedAt: new Date().toISOString() };
  // Who lost the run has no time to be polite, also in the middle of it: another worker waits until nothing is left.
  const { lost } = turn.recorder;
  const graceMs = lost.aborted ? 0 : env().CODI_KILL_GRACE_MS;
  const hurry = () => void endMarked(mark, { graceMs: 0 }).catch(() => undefined);
  lost.addEventListener("abort", hurry, { once: true, signal: over });
  return stopChild(turn.running.child, { graceMs, mark, ...who });
}
