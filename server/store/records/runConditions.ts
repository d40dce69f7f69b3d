/** A filter of runs as SQL conditions: every value is a parameter, every name is ours. */
import type { RunFilter } from "#server/domain/runFilter.ts";
import { Prisma } from "./database.ts";

export type RunNarrowing = Omit<RunFilter, "limit" | "cursor">;

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (char) => `\\${char}`);

export function toConditions(filter: RunNarrowing): Prisma.Sql[] {
  const all: Prisma.Sql[] = [];
  if (filter.status.length) all.push(Prisma.sql`r.status = ANY(${filter.status})`);
  if (filter.outcome.length) all.push(Prisma.sql`r.outcome = ANY(${filter.outcome})`);
  if (filter.pause.length)
    all.push(Prisma.sql`r.status = 'paused' AND coalesce(r.pause_reason, 'manual') = ANY(${filter.pause})`);
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
      Prisma.sql`(r.name ILIKE ${like} OR r.mission_line ILIKE ${like} OR r.epic_id ILIKE ${like} OR p.name ILIKE ${like} OR r.number = ${number} OR r.id = ${filter.q})`,
    );
  }
  return all;
}

/** FROM and WHERE of a read that narrows runs. */
export function narrowedRuns(conditions: Prisma.Sql[]): Prisma.Sql {
  const where = conditions.length ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
  return Prisma.sql`FROM run r JOIN project p ON p.id = r.project_id ${where}`;
}
