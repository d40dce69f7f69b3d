/** Who may be claimed, and in what order: SQL that the claim and the places in line share, so that a page says what the claim does. */
import { Prisma } from "./database.ts";

/** `r` waits for nothing but a worker. */
export const isDue = Prisma.sql`r.holder IS NULL AND r.status IN ('queued', 'running') AND r.run_after <= now()`;

/**
 * Tables of what is held now: `load` is the number of runs that a project holds, the others name what is full.
 * Profiles that name one account share what they hold, and the smallest of their limits is the account's.
 */
export const whatIsHeld = Prisma.sql`
  held AS MATERIALIZED (
    SELECT project_id, profile_name, site, count(*)::int AS runs FROM run
    WHERE holder IS NOT NULL GROUP BY project_id, profile_name, site
  ),
  load AS MATERIALIZED (SELECT project_id, sum(runs)::int AS runs FROM held GROUP BY project_id),
  full_project AS MATERIALIZED (
    SELECT p.id FROM project p LEFT JOIN load ON load.project_id = p.id WHERE p.run_limit <= coalesce(load.runs, 0)
  ),
  full_profile AS MATERIALIZED (
    SELECT f.name FROM profile f
    WHERE (SELECT min(a.run_limit) FROM profile a WHERE a.name = f.name OR a.account = f.account)
      <= (SELECT coalesce(sum(held.runs), 0) FROM held JOIN profile a ON a.name = held.profile_name
          WHERE a.name = f.name OR a.account = f.account)
  ),
  full_site AS MATERIALIZED (
    SELECT s.name FROM site s
    WHERE s.run_limit <= (SELECT coalesce(sum(held.runs), 0) FROM held WHERE held.site = s.name)
  )`;

export const isProjectFull = Prisma.sql`r.project_id IN (SELECT id FROM full_project)`;
export const isProfileFull = Prisma.sql`r.profile_name IN (SELECT name FROM full_profile)`;
export const isSiteFull = Prisma.sql`r.site IN (SELECT name FROM full_site)`;

/** Priority is strict; within one the project that holds the fewest runs is first, then who has waited longest. */
export function claimOrder(load: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`r.priority DESC, ${load}, r.run_after, r.number`;
}

/** Of `run r LEFT JOIN load`: what the project of `r` holds now. */
export const heldByProject = Prisma.sql`coalesce(load.runs, 0)`;

/**
 * The same at the moment when the claims before it have been made: each of its project adds one. In this order the
 * line is what claim after claim would take if no run ended meanwhile.
 */
export function loadInLine(apart = Prisma.empty): Prisma.Sql {
  return Prisma.sql`${heldByProject} + row_number() OVER (
    PARTITION BY r.project_id, r.site ${apart} ORDER BY ${claimOrder(heldByProject)})`;
}
