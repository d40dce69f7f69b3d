/** The contract's table of statuses, written down once more: the checker does not take the product's word for it. */

const moves: Record<string, string[]> = {
  queued: ["running", "cancelling", "failed"],
  running: ["pausing", "cancelling", "completed", "failed"],
  pausing: ["paused", "running", "cancelling", "completed", "failed"],
  paused: ["running", "cancelling", "completed", "failed"],
  cancelling: ["cancelled"],
  cancelled: [],
  completed: [],
  failed: [],
};

/** Two moves in one transaction: a pause between two turns, and the cancel of a run that nobody holds. */
const atOnce = [
  { through: "pausing", to: "paused" },
  { through: "cancelling", to: "cancelled" },
];

export function isLegalMove(from: string | null, to: string): boolean {
  if (from === null) return to === "queued";
  if (from === to) return true;
  const next = moves[from] ?? [];
  return next.includes(to) || atOnce.some((both) => both.to === to && next.includes(both.through));
}

/** The statuses in which the contract lets an action through; any other one is answered 409. */
export const obeyedIn: Record<string, string[]> = {
  pause: ["running", "pausing"],
  resume: ["pausing", "paused"],
  stop: ["running", "pausing", "paused"],
  cancel: ["queued", "running", "pausing", "paused", "cancelling"],
};
