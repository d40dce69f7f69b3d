/** What pages and programs read of runs: one, a page of many in both directions, and those that wait. */
import { WAITING_LIST_MAX } from "#server/domain/limits.ts";
import { RunNotFoundError } from "#server/domain/runErrors.ts";
import type { RunSnapshot, RunSummary } from "#server/domain/run.ts";
import type { RunFilter } from "#server/domain/runFilter.ts";
import { claimOrder, loadInLine, whatIsHeld } from "./claimOrder.ts";
import { database, Prisma } from "./database.ts";
import { readFleet } from "./fleetReads.ts";
import { narrowedRuns, toConditions } from "./runConditions.ts";
import { beyond, orderOf, parseCursor, toCursor, type RunCursor } from "./runCursor.ts";
import { runIncludes, toRunSnapshot, toRunSummary } from "./runSnapshot.ts";
import { isOnline } from "./workerTable.ts";

export async function findRun(runId: string): Promise<RunSnapshot | null> {
  const row = await database().run.findUnique({ where: { id: runId }, include: runIncludes });
  return row && toRunSnapshot(row, await readFleet([row]));
}

export async function getRun(runId: string): Promise<RunSnapshot> {
  const run = await findRun(runId);
  if (!run) throw new RunNotFoundError(runId);
  return run;
}

/** Those of them that there are, in no order. */
export async function findRuns(runIds: string[]): Promise<RunSnapshot[]> {
  const rows = await database().run.findMany({ where: { id: { in: runIds } }, include: runIncludes });
  const fleet = await readFleet(rows);
  return rows.map((row) => toRunSnapshot(row, fleet));
}

/** Who holds a run, how far its log goes in the archive, which numbers were reserved, and which Redis has all that was published. */
export async function findHold(runId: string) {
  const select = { holder: true, archivedTo: true, seqReserved: true, redisRunId: true };
  return database().run.findUnique({ where: { id: runId }, select });
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
  const rows = await database().run.findMany({
    where: { id: { in: ids } },
    include: runIncludes,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const fleet = await readFleet(rows);
  return rows.map((row) => toRunSummary(row, fleet));
}

/**
 * Runs to which nothing happens although there is something to do, each with its reason: those whose worker is gone,
 * then the line of those that are due, then those whose time comes.
 */
export async function listWaiting(): Promise<RunSummary[]> {
  const later = Prisma.sql`r.run_after > now()`;
  const rows = await database().$queryRaw<{ id: string }[]>`
    WITH ${whatIsHeld},
    waiting AS (
      SELECT r.id, r.priority, r.run_after, r.number, false AS lost, ${later} AS later,
        ${loadInLine(Prisma.sql`, ${later}`)} AS load
      FROM run r LEFT JOIN load ON load.project_id = r.project_id
      WHERE r.run_after IS NOT NULL AND r.holder IS NULL AND r.status IN ('queued', 'running')
      UNION ALL
      SELECT r.id, r.priority, r.run_after, r.number, true, false, 0 FROM run r
      WHERE r.holder IS NOT NULL AND r.settled_at IS NULL
        AND r.holder NOT IN (SELECT w.id::text FROM worker w WHERE ${isOnline})
    )
    SELECT id FROM waiting r
    ORDER BY r.lost DESC, r.later, ${claimOrder(Prisma.sql`r.load`)} LIMIT ${WAITING_LIST_MAX}`;
  const runs = new Map((await readSummaries(rows.map((row) => row.id))).map((run) => [run.runId, run]));
  return rows.flatMap((row) => runs.get(row.id) ?? []);
}
