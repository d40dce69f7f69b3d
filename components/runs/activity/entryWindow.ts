/** Which entries of a long transcript are drawn, and which of its cards stand open by themselves. */
import type { ActivityEntry } from "./activityEntry.ts";

const SHOWN = 200;
const STEP = 100; // the beginning moves rarely: each move draws the list anew
export const EARLIER = 200;

export type Held = {
  /** The first entry that is drawn. */
  from: number;
  /** The first card that counts as the newest. */
  card: string | null;
  /** How many entries there were. */
  count: number;
};

export function toScope(entries: readonly ActivityEntry[], turn: number | null): readonly ActivityEntry[] {
  return turn === null ? entries : entries.filter((entry) => entry.turn === turn);
}

/** The last turn that any entry is about. */
export const lastTurn = (entries: readonly ActivityEntry[]) =>
  entries.findLast((entry) => entry.turn !== null)?.turn ?? 0;

/** What is drawn while somebody reads the end, nothing before this turn. Whoever reads further up keeps what was drawn then. */
export function toNewest(entries: readonly ActivityEntry[], fromTurn: number): Held {
  const turn = Math.min(fromTurn, lastTurn(entries));
  const from = Math.max(
    turn > 1 ? entries.findIndex((entry) => (entry.turn ?? 0) >= turn) : 0,
    Math.floor((entries.length - SHOWN) / STEP) * STEP,
  );
  const card = entries.findLast((entry) => entry.kind === "command" || entry.kind === "call");
  return { from, card: card?.key ?? null, count: entries.length };
}
