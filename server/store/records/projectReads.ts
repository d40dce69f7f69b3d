/** The projects that runs belong to, those with something going on first. */
import { database } from "./database.ts";

export type ProjectView = { name: string; active: number; lastRunAt: string };

/** By name: folders of one name are one entry, as the list's filter knows them. */
export async function listProjects(): Promise<ProjectView[]> {
  const rows = await database().$queryRaw<{ name: string; active: number; last: Date }[]>`
    SELECT p.name, coalesce(sum(a.active), 0)::int AS active, max(l.created_at) AS last
    FROM project p
      LEFT JOIN (SELECT project_id, count(*) AS active FROM run
        WHERE status IN ('queued', 'running', 'pausing', 'paused', 'cancelling') GROUP BY project_id) a ON a.project_id = p.id
      JOIN LATERAL (SELECT created_at FROM run WHERE project_id = p.id ORDER BY created_at DESC LIMIT 1) l ON true
    GROUP BY p.name ORDER BY coalesce(sum(a.active), 0) > 0 DESC, max(l.created_at) DESC LIMIT 100`;
  return rows.map((row) => ({ name: row.name, active: row.active, lastRunAt: row.last.toISOString() }));
}
