/** What pages and programs read of runs: one, a page of many, and how many stand where. */
import { InvalidRequestError, RunNotFoundError } from "#server/domain/runErrors.ts";
import { RUN_ID, type RunSnapshot, type RunSummary } from "#server/domain/run.ts";
import type { RunFilter } from "#server/domain/runFilter.ts";
import { RUN_STATUSES, type RunStatus } from "#server/domain/runStatus.ts";
import { database, Prisma } from "./database.ts";
import { readFleet } from "./fleetReads.ts";
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

const ISO_LENGTH = "2026-01-01T00:00:00.000Z".length;

/** A cursor is the sort key of the last row; nothing in it can be used to read what a filter would hide. */
function toCursor(row: { createdAt: string; runId: string }): string {
  return Buffer.from(`${row.createdAt} ${row.runId}`).toString("base64url");
}

function parseCursor(cursor: string): { createdAt: Date; runId: string } {
  const [at, runId] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  const createdAt = new Date(at ?? "");
  // A year that JavaScript knows and Postgres does not has another length.
  if (!runId || !RUN_ID.test(runId) || at?.length !== ISO_LENGTH || !(createdAt.getTime() >= 0))
    throw new InvalidRequestError("The cursor is not one that a page of runs gave.", [
      { path: "cursor", message: "is not a cursor of this list" },
    ]);
  return { createdAt, runId };
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (char) => `\\${char}`);

/** The conditions of a filter; every value is a parameter, every name is ours. */
function conditions(filter: RunFilter): Prisma.Sql[] {
  const all: Prisma.Sql[] = [];
  if (filter.status.length) all.push(Prisma.sql`r.status = ANY(${filter.status})`);
  if (filter.outcome.length) all.push(Prisma.sql`r.outcome = ANY(${filter.outcome})`);
  if (filter.project.length) all.push(Prisma.sql`p.name = ANY(${filter.project})`);
  if (filter.label.length) all.push(Prisma.sql`r.labels && ${filter.label}`);
  if (filter.worker.length) all.push(Prisma.sql`r.worker_id = ANY(${filter.worker})`);
  if (filter.by.length) all.push(Prisma.sql`r.created_by->>'id' = ANY(${filter.by})`);
  if (filter.since) all.push(Prisma.sql`r.created_at >= ${new Date(filter.since)}`);
  if (filter.until) all.push(Prisma.sql`r.created_at < ${new Date(filter.until)}`);
  if (filter.q) {
    const like = `%${escapeLike(filter.q)}%`;
    const number = /^#?\d{1,9}$/.test(filter.q) ? Number(filter.q.replace("#", "")) : -1;
    all.push(
      Prisma.sql`(r.name ILIKE ${like} OR r.mission_line ILIKE ${like} OR r.epic_id ILIKE ${like} OR r.number = ${number} OR r.id = ${filter.q})`,
    );
  }
  if (filter.cursor) {
    const after = parseCursor(filter.cursor);
    // A row-value comparison walks the index; the OR form of it reads the table.
    all.push(Prisma.sql`(r.created_at, r.id) < (${after.createdAt}, ${after.runId})`);
  }
  return all;
}

/** Newest first; one row more than asked says whether there is a next page. */
export async function listRuns(filter: RunFilter): Promise<{ runs: RunSummary[]; nextCursor: string | null }> {
  const where = conditions(filter);
  const ids = await database().$queryRaw<{ id: string }[]>`
    SELECT r.id FROM run r JOIN project p ON p.id = r.project_id
    ${where.length ? Prisma.sql`WHERE ${Prisma.join(where, " AND ")}` : Prisma.empty}
    ORDER BY r.created_at DESC, r.id DESC LIMIT ${filter.limit + 1}`;
  const page = ids.slice(0, filter.limit).map((row) => row.id);
  const [rows, fleet] = await Promise.all([
    database().run.findMany({
      where: { id: { in: page } },
      include: runIncludes,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    }),
    readFleet(),
  ]);
  const runs = rows.map((row) => toRunSummary(row, fleet));
  const last = runs.at(-1);
  return { runs, nextCursor: ids.length > filter.limit && last ? toCursor(last) : null };
}

export async function countRuns(): Promise<Record<RunStatus, number>> {
  const rows = await database().$queryRaw<{ status: RunStatus; count: number }[]>`
    SELECT status, count(*)::int AS count FROM run GROUP BY status`;
  const counts = Object.fromEntries(RUN_STATUSES.map((status) => [status, 0])) as Record<RunStatus, number>;
  for (const row of rows) counts[row.status] = row.count;
  return counts;
}
