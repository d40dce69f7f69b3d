/** Where a run stands in a narrowed list: the one before, the one after, and "5 of 76" as far as it is cheap to count. */
import { POSITION_MAX } from "#server/domain/limits.ts";
import { RunNotFoundError } from "#server/domain/runErrors.ts";
import { database, Prisma } from "./database.ts";
import { narrowedRuns, toConditions, type RunNarrowing } from "./runConditions.ts";
import { beyond, orderOf, type RunCursor } from "./runCursor.ts";

export type RunNeighbours = {
  newer: string | null;
  older: string | null;
  /** Counted from the newest; null: too far down to count, or not in the list (any more). */
  position: number | null;
  /** null: more than is counted. */
  total: number | null;
};

export async function findNeighbours(runId: string, filter: RunNarrowing): Promise<RunNeighbours> {
  const row = await database().run.findUnique({ where: { id: runId }, select: { createdAt: true } });
  if (!row) throw new RunNotFoundError(runId);
  const at = (side: RunCursor["side"]): RunCursor => ({ createdAt: row.createdAt, runId, side });
  const conditions = toConditions(filter);
  const next = async (side: RunCursor["side"]) => {
    const found = await database().$queryRaw<{ id: string }[]>`
      SELECT r.id ${narrowedRuns([...conditions, beyond(at(side))])} ORDER BY ${orderOf(side)} LIMIT 1`;
    return found[0]?.id ?? null;
  };
  const count = async (more: Prisma.Sql[]) => {
    const found = await database().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (SELECT 1 ${narrowedRuns([...conditions, ...more])} LIMIT ${POSITION_MAX + 1}) AS few`;
    return found[0]?.count ?? 0;
  };
  const [newer, older, before, listed, all] = await Promise.all([
    next("newer"),
    next("older"),
    count([beyond(at("newer"))]),
    count([Prisma.sql`r.id = ${runId}`]),
    count([]),
  ]);
  const near = listed > 0 && before < POSITION_MAX;
  return { newer, older, position: near ? before + 1 : null, total: all > POSITION_MAX ? null : all };
}
