/** Writes to a run's row that are not a holder's: its beginning, and commands. */
import type { Actor } from "#server/domain/actor.ts";
import type { PublicRunConfig } from "#server/domain/runConfig.ts";
import { IDEMPOTENCY_KEEP_MS } from "#server/domain/limits.ts";
import type { Transaction } from "./database.ts";
import { readRecordTime } from "./recordTime.ts";
import { runIncludes, type RunRow } from "./runSnapshot.ts";

export type NewRun = {
  id: string;
  epicId: string;
  config: PublicRunConfig;
  name: string;
  missionLine: string | null;
  projectId: string;
  createdBy: Actor;
};

export async function insertRun(tx: Transaction, run: NewRun): Promise<void> {
  const at = await readRecordTime(tx); // Prisma's own defaults would be the machine's time
  await tx.run.create({
    data: {
      id: run.id,
      epicId: run.epicId,
      config: run.config,
      name: run.name,
      missionLine: run.missionLine,
      projectId: run.projectId,
      profileName: run.config.profile,
      labels: run.config.labels,
      createdBy: run.createdBy,
      parentRun: run.config.parentRun,
      priority: run.config.priority,
      lastActivityText: "Queued",
      createdAt: at,
      updatedAt: at,
      lastActivityAt: at,
    },
  });
  // Due at once, by Postgres's clock: it is the one that decides what is due.
  await tx.$executeRaw`UPDATE run SET run_after = now() WHERE id = ${run.id}`;
}

/** The row, locked until the end of the transaction: a command decides on what it moves. */
export async function lockRun(tx: Transaction, runId: string): Promise<RunRow | null> {
  await tx.$executeRaw`SELECT 1 FROM run WHERE id = ${runId} FOR UPDATE`;
  await readRecordTime(tx); // what the command writes down is compared with what workers wrote
  return tx.run.findUnique({ where: { id: runId }, include: runIncludes });
}

/** Whoever holds the run writes on beside it: the row's other columns are theirs. */
export async function setPinned(tx: Transaction, runId: string, pinned: boolean): Promise<void> {
  await tx.$executeRaw`UPDATE run SET pinned = ${pinned}, rev = rev + 1, updated_at = now() WHERE id = ${runId}`;
}

/** What an earlier request with the same key started, within the last day. */
export async function findIdempotent(
  tx: Transaction,
  request: { actor: string; key: string },
): Promise<{ runId: string; bodyHash: string } | null> {
  // Two requests with one key take turns: the second sees what the first has done.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${request.actor} ${request.key}`}, 0))`;
  const rows = await tx.$queryRaw<{ runId: string; bodyHash: string }[]>`
    SELECT run_id AS "runId", body_hash AS "bodyHash" FROM idempotency_key
    WHERE actor = ${request.actor} AND key = ${request.key}
      AND created_at > now() - ${IDEMPOTENCY_KEEP_MS} * interval '1 millisecond'`;
  return rows[0] ?? null;
}

export async function insertIdempotent(
  tx: Transaction,
  entry: { actor: string; key: string; bodyHash: string; runId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO idempotency_key (actor, key, body_hash, run_id)
    VALUES (${entry.actor}, ${entry.key}, ${entry.bodyHash}, ${entry.runId})
    ON CONFLICT (actor, key) DO UPDATE SET body_hash = EXCLUDED.body_hash, run_id = EXCLUDED.run_id, created_at = now()`;
}
