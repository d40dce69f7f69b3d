/** What would go if logs were removed now, counted run by run as the removal goes: nothing is locked, and no statement is long. */
import {
  addRemoved,
  nothingRemoved,
  type ProjectKeeping,
  type ProjectRetention,
  type Removed,
} from "#server/domain/keeping.ts";
import { REMOVE_COUNT_RUNS } from "#server/domain/limits.ts";
import { database, Prisma } from "./database.ts";
import { isRemovable, keepDays, type KeepRule, removalOrder } from "./keepRule.ts";

/** In the order in which their logs go. */
export async function listKeeping(rule: KeepRule): Promise<ProjectKeeping[]> {
  return database().$queryRaw<ProjectKeeping[]>`
    SELECT p.id::text AS "projectId", p.name, p.path, p.keep_days AS "ownDays", ${keepDays(rule)} AS days
    FROM project p ORDER BY p.id`;
}

export async function readRetention(rule: KeepRule, signal?: AbortSignal): Promise<ProjectRetention[]> {
  const projects: ProjectRetention[] = [];
  for (const project of await listKeeping(rule)) {
    let removable = nothingRemoved;
    let last: Last | null = null;
    if (project.days !== null)
      do {
        signal?.throwIfAborted();
        const page: Page = await countPage(rule, { projectId: project.projectId, days: project.days, after: last });
        removable = addRemoved(removable, page);
        last = page.last;
      } while (last);
    projects.push({ ...project, removable });
  }
  return projects;
}

type Last = { settledAt: Date; id: string };
/** `last` is null when no run is left. */
type Page = Removed & { last: Last | null };
type Row = { runs: number; events: number; bytes: number; settledAt: Date | null; id: string | null };

/** A prompt counts with the last of the runs that name it, and not at all while one that stays does. */
async function countPage(
  rule: KeepRule,
  { projectId, days, after }: { projectId: string; days: number; after: Last | null },
): Promise<Page> {
  const beyond = after ? Prisma.sql`AND (r.settled_at, r.id) > (${after.settledAt}, ${after.id})` : Prisma.empty;
  const rows = await database().$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (
      SELECT r.id, r.settled_at, r.archived_to FROM run r
      WHERE r.project_id = ${projectId}::uuid AND ${isRemovable(Prisma.sql`${days}::int`)} ${beyond}
      ORDER BY ${removalOrder} LIMIT ${REMOVE_COUNT_RUNS}
    ),
    last AS (SELECT settled_at, id FROM page ORDER BY settled_at DESC, id DESC LIMIT 1),
    event AS (
      SELECT sum(c.rows - CASE WHEN c.last_seq = page.archived_to THEN 1 ELSE 0 END) AS events,
        sum(pg_column_size(c.content)) FILTER (WHERE c.last_seq < page.archived_to OR c.rows > 1) AS bytes
      FROM page JOIN event_chunk c ON c.run_id = page.id
    ),
    output AS (SELECT sum(pg_column_size(c.content)) AS bytes FROM page JOIN output_chunk c ON c.run_id = page.id),
    named AS (
      SELECT sum(pg_column_size(x.text)) AS bytes FROM prompt x, last
      WHERE x.sha256 IN (SELECT t.prompt_hash FROM page JOIN turn t ON t.run_id = page.id)
        AND NOT EXISTS (
          SELECT FROM turn t JOIN run r ON r.id = t.run_id JOIN project p ON p.id = r.project_id
          WHERE t.prompt_hash = x.sha256 AND r.log_removed_at IS NULL
            AND ((${isRemovable(keepDays(rule))}) IS NOT TRUE
              OR (r.project_id, r.settled_at, r.id) > (${projectId}::uuid, last.settled_at, last.id)))
    )
    SELECT (SELECT count(*)::int FROM page) AS runs, coalesce(event.events, 0)::float8 AS events,
      (coalesce(event.bytes, 0) + coalesce(output.bytes, 0) + coalesce(named.bytes, 0))::float8 AS bytes,
      last.settled_at AS "settledAt", last.id
    FROM event, output, named LEFT JOIN last ON true`;
  const { runs = 0, events = 0, bytes = 0, settledAt = null, id = null } = rows[0] ?? {};
  const isFull = runs === REMOVE_COUNT_RUNS && settledAt !== null && id !== null;
  return { runs, events, bytes, last: isFull ? { settledAt, id } : null };
}
