/** What pages and programs read of runs: one, a page of many in both directions, and those that wait. */
import { WAITING_LIST_MAX } from "#server/domain/limits.ts";
import { RunNotFoundError } from "#server/domain/runErrors.ts";
import type { RunSnapshot, RunSummary } from "#server/domain/run.ts";
import type { RunFilter } from "#server/domain/runFilter.ts";
import { database } from "./database.ts";
import { readFleet } from "./fleetReads.ts";
import { narrowedRuns, toConditions } from "./runConditions.ts";
import { beyond, orderOf, parseCursor, toCursor, type RunCursor } from "./runCursor.ts";
import { runIncludes, toRunSnapshot, toRunSummary } from "./runSnapshot.ts";

export async function findRun(runId: string): Promise<RunSnapshot | null> {
  const [row, fleet] = await Promise.all([
    database().run.findUnique({ where: { id: runId }, include: runIncludes }),
    readFleet(),
  ]);
  return row && toRunSnapshot(row, fleet);
}

export async function getRun(runId: string): Promise<RunSnapshot> {
  const run = await findRun(runId);
  if (!run) throw new RunNotFoundError(runId);
  return run;
}

export type RunsPage = {
  runs: RunSummary[];
  /** The page of older runs; null: there are none. */
  nextCursor: string | null;
  /** The page of newer runs; null: this is the newest. */
  prevCursor: string | null;
};

/** Newest first; one row more than asked says whether there is a page beyond. */
export async function listRuns(filter: RunFilter): Promise<RunsPage> {
  const cursor = filter.cursor ? parseCursor(filter.cursor) : null;
  const ids = await pageOf(filter, cursor);
  const more = ids.length > filter.limit;
  // On the way back nothing is left beyond: that is the newest page, and it is shown whole.
  if (cursor?.side === "newer" && !more) return listRuns({ ...filter, cursor: null });
  const runs = await readSummaries(ids.slice(0, filter.limit));
  const [first, last] = [runs[0], runs.at(-1)];
  const backwards = cursor?.side === "newer";
  return {
    runs,
    nextCursor: last && (backwards || more) ? toCursor(last, "older") : null,
    prevCursor: first && cursor && (!backwards || more) ? toCursor(first, "newer") : null,
  };
}

async function pageOf(filter: RunFilter, cursor: RunCursor | null): Promise<string[]> {
  const conditions = [...toConditions(filter), ...(cursor ? [beyond(cursor)] : [])];
  const rows = await database().$queryRaw<{ id: string }[]>`
    SELECT r.id ${narrowedRuns(conditions)}
    ORDER BY ${orderOf(cursor?.side ?? "older")} LIMIT ${filter.limit + 1}`;
  return rows.map((row) => row.id);
}

/** Newest first, whatever the order of the ids. */
async function readSummaries(ids: string[]): Promise<RunSummary[]> {
  const [rows, fleet] = await Promise.all([
    database().run.findMany({
      where: { id: { in: ids } },
      include: runIncludes,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    }),
    readFleet(),
  ]);
  return rows.map((row) => toRunSummary(row, fleet));
}

/** Runs that nobody holds although there is something to do, the next one due first; each says why. */
export async function listWaiting(): Promise<RunSummary[]> {
  const rows = await database().$queryRaw<{ id: string }[]>`
    SELECT id FROM run
    WHERE run_after IS NOT NULL AND holder IS NULL AND status IN ('queued', 'running')
    ORDER BY priority DESC, run_after, number LIMIT ${WAITING_LIST_MAX}`;
  const runs = new Map((await readSummaries(rows.map((row) => row.id))).map((run) => [run.runId, run]));
  return rows.flatMap((row) => runs.get(row.id) ?? []);
}
