/** Whether a turn began a thread of its own or went on with one, as far as the turns say. */
import type { TurnView } from "#server/domain/run.ts";

export function threadOf(turns: readonly TurnView[], turn: number): string | null {
  const thread = turns.find((one) => one.turn === turn)?.threadId;
  if (!thread) return null;
  const earlier = turns.findLast((one) => one.turn < turn && one.threadId === thread);
  return earlier ? `thread of turn ${earlier.turn}` : "fresh thread";
}
