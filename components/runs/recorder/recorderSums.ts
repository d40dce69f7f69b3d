/** Numbers of the whole run that go on while a turn runs. */
import type { RunSnapshot } from "#server/domain/run.ts";
import type { RecorderTurn } from "./recorderTurns.ts";

/** Time in turns: those that ended, and the try that runs. */
export function activeMs(run: Pick<RunSnapshot, "stats">, turns: readonly RecorderTurn[], now: number): number {
  const last = turns.at(-1);
  const since = last?.to === null ? (last.tries.at(-1)?.from ?? last.from) : now;
  return run.stats.durationMs + Math.max(0, now - since);
}

/** What the run's record counts, and what the running turn has told so far; null = nothing is known. */
export function tokensSoFar(run: Pick<RunSnapshot, "stats">, turns: readonly RecorderTurn[]): number | null {
  const last = turns.at(-1);
  const running = last?.to === null ? last.tokens : null;
  return running === null ? run.stats.tokens : (run.stats.tokens ?? 0) + running;
}
