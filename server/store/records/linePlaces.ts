/** How many runs are before a run that is due, in the order in which they will be claimed: the line of the limit that holds it back, else of its site. */
import { claimOrder, isDue, isProfileFull, isProjectFull, loadInLine, whatIsHeld } from "./claimOrder.ts";
import { database, Prisma } from "./database.ts";
import { takesRuns } from "./workerTable.ts";

/**
 * Nobody stands in line whose host has no worker. A run that is bound to a host waits for that host's slots: in the
 * line of a site those that are bound to another one are not before it.
 */
export async function readLinePlaces(runIds: string[]): Promise<Map<string, number>> {
  if (runIds.length === 0) return new Map();
  const order = claimOrder(Prisma.sql`r.load`);
  const rows = await database().$queryRaw<{ id: string; before: number }[]>`
    WITH ${whatIsHeld},
    due AS (
      SELECT r.id, r.priority, r.run_after, r.number, ${loadInLine()} AS load,
        CASE WHEN ${isProjectFull} THEN 'project ' || r.project_id
          WHEN ${isProfileFull} THEN coalesce('account ' || f.account, 'profile ' || f.name)
          ELSE 'site ' || r.site END AS line,
        CASE WHEN NOT ${isProjectFull} AND NOT ${isProfileFull} THEN r.host END AS host
      FROM run r JOIN profile f ON f.name = r.profile_name LEFT JOIN load ON load.project_id = r.project_id
      WHERE ${isDue} AND (r.host IS NULL
        OR EXISTS (SELECT FROM worker w WHERE ${takesRuns} AND w.host = r.host AND r.site = ANY(w.sites)))
    ),
    placed AS (
      SELECT r.id, (CASE WHEN r.host IS NULL THEN row_number() OVER line
        ELSE count(*) FILTER (WHERE r.host IS NULL) OVER line + row_number() OVER there END - 1)::int AS before
      FROM due r
      WINDOW line AS (PARTITION BY r.line ORDER BY ${order}), there AS (PARTITION BY r.line, r.host ORDER BY ${order})
    )
    SELECT id, before FROM placed WHERE id = ANY(${runIds})`;
  return new Map(rows.map((row) => [row.id, row.before]));
}
