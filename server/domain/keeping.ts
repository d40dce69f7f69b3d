/** How long the log of a run is kept: what would go of each project, and how it is said that it went. */

/** `bytes` are those of the database's own tables, compressed as they lie there. */
export type Removed = { runs: number; events: number; bytes: number };

export const nothingRemoved: Removed = { runs: 0, events: 0, bytes: 0 };

export function addRemoved(one: Removed, other: Removed): Removed {
  return { runs: one.runs + other.runs, events: one.events + other.events, bytes: one.bytes + other.bytes };
}

export type ProjectKeeping = {
  projectId: string;
  name: string;
  path: string;
  /** The project's own number; null: it has none. */
  ownDays: number | null;
  /** What holds for it; null = for ever. */
  days: number | null;
};

/** A project, and what would go of it now. */
export type ProjectRetention = ProjectKeeping & { removable: Removed };

/** Of a run. */
export type Kept = { settledAt: string | null; logRemovedAt: string | null };

/** How many days after its end the log went. */
export function daysKept({ settledAt, logRemovedAt }: Kept): number {
  return Math.floor((Date.parse(logRemovedAt ?? "") - Date.parse(settledAt ?? "")) / 86_400_000);
}

/** For programs; pages say the day in the reader's own zone. */
export function toRemovedSentence(run: Kept): string {
  const days = daysKept(run);
  return `The log of this run was removed on ${run.logRemovedAt?.slice(0, 10)}, ${days} ${days === 1 ? "day" : "days"} after it ended.`;
}
