/** Ownership of a run, the Postgres side: claim what is due, reserve numbers, take over from the dead. Every write of a holder names its claim. */
import { CLAIM_ADVISORY_LOCK, CLAIM_CANDIDATES, SEQ_BLOCK, LAST_LIFE_DEATHS } from "#server/domain/limits.ts";
import {
  claimOrder,
  heldByProject,
  isDue,
  isProfileFull,
  isProjectFull,
  isSiteFull,
  whatIsHeld,
} from "./claimOrder.ts";
import { database, Prisma } from "./database.ts";
import { runIncludes, type RunRow } from "./runSnapshot.ts";
import { isOnline } from "./workerTable.ts";

export type Claimant = { workerId: string; host: string; sites: string[]; startedAt: Date; redisRunId: string | null };

/**
 * The next due run, or null. The advisory lock is a statement of its own: a statement's snapshot is older
 * than a lock it waits for, so limits counted in the same statement could be exceeded.
 * A row that a command has locked is passed over, and the one that is locked here must still be due.
 */
export async function claimDueRun(claimant: Claimant): Promise<RunRow | null> {
  return database().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CLAIM_ADVISORY_LOCK})`;
    const claimed = await tx.$queryRaw<{ id: string }[]>`
      WITH ${whatIsHeld},
      first AS MATERIALIZED (
        SELECT r.id, ${heldByProject} AS load FROM run r LEFT JOIN load ON load.project_id = r.project_id
        WHERE ${isDue} AND r.site = ANY(${claimant.sites}) AND (r.host IS NULL OR r.host = ${claimant.host})
          AND (r.worker_deaths < ${LAST_LIFE_DEATHS} OR NOT EXISTS
            (SELECT 1 FROM run h WHERE h.holder = ${claimant.workerId} AND h.worker_deaths >= ${LAST_LIFE_DEATHS}))
          AND NOT ${isProjectFull} AND NOT ${isProfileFull} AND NOT ${isSiteFull}
        ORDER BY ${claimOrder(heldByProject)} LIMIT ${CLAIM_CANDIDATES}
      ),
      due AS MATERIALIZED (
        SELECT r.id FROM first JOIN run r ON r.id = first.id WHERE ${isDue}
        ORDER BY ${claimOrder(Prisma.sql`first.load`)} LIMIT 1 FOR UPDATE OF r SKIP LOCKED
      )
      UPDATE run SET claim = claim + 1, holder = ${claimant.workerId}, heartbeat_at = now(),
        worker_id = ${claimant.workerId}, worker_started_at = ${claimant.startedAt},
        host = coalesce(host, ${claimant.host}), run_after = NULL, waiting_code = NULL,
        seq_reserved = archived_to + ${SEQ_BLOCK}, redis_run_id = ${claimant.redisRunId}, rev = rev + 1
      FROM due WHERE run.id = due.id RETURNING run.id`;
    const id = claimed[0]?.id;
    return id ? tx.run.findUnique({ where: { id }, include: runIncludes }) : null;
  });
}

/** The next block of seqs, also when it was reserved before and the answer got lost; false = another claim holds the run. */
export async function reserveSeqs(run: { runId: string; claim: number }, upTo: number): Promise<boolean> {
  const count = await database().$executeRaw`
    UPDATE run SET seq_reserved = ${upTo} WHERE id = ${run.runId} AND claim = ${run.claim} AND seq_reserved <= ${upTo}`;
  return count > 0;
}

/** Which Redis has all that the claim published, null = none for certain; false = another claim holds the run. */
export async function noteRedis(run: { runId: string; claim: number }, redisRunId: string | null): Promise<boolean> {
  const count = await database().$executeRaw`
    UPDATE run SET redis_run_id = ${redisRunId} WHERE id = ${run.runId} AND claim = ${run.claim}`;
  return count > 0;
}

/** A run that somebody holds: who that is, and the heartbeat by which it is seen whether they still do. */
export type HeldRun = {
  runId: string;
  claim: number;
  holder: string;
  heartbeatAt: Date;
  /** How old the heartbeat is by Postgres's clock. */
  silentMs: number;
  host: string | null;
  /** A worker is online on the run's host: that one sees its processes and comes first. */
  hostIsServed: boolean;
};

export async function listHeldRuns(): Promise<HeldRun[]> {
  return database().$queryRaw<HeldRun[]>`
    SELECT id AS "runId", claim, holder, heartbeat_at AS "heartbeatAt", host,
      (extract(epoch FROM clock_timestamp() - heartbeat_at) * 1000)::float8 AS "silentMs",
      coalesce(host IN (SELECT w.host FROM worker w WHERE ${isOnline}), false) AS "hostIsServed"
    FROM run WHERE holder IS NOT NULL`;
}

/** The claim of a run that nobody holds; null = somebody does, or it is not ours. */
export async function findFreeClaim(runId: string): Promise<number | null> {
  const row = await database().run.findFirst({ where: { id: runId, holder: null }, select: { claim: true } });
  return row?.claim ?? null;
}

/** Nothing has changed since it was seen: a holder that lives must not find the lock of somebody who only looked. */
export async function isAsSeen({ runId, claim, holder, heartbeatAt }: HeldRun): Promise<boolean> {
  return (await database().run.count({ where: { id: runId, claim, holder, heartbeatAt } })) > 0;
}

/** Takes the run from a holder that was seen dead; null = somebody else was first, or it lives. */
export async function takeOverClaim(seen: HeldRun, claimant: Claimant): Promise<RunRow | null> {
  return database().$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE run SET claim = claim + 1, holder = ${claimant.workerId}, heartbeat_at = now(),
        worker_id = ${claimant.workerId}, worker_started_at = ${claimant.startedAt}, rev = rev + 1
      WHERE id = ${seen.runId} AND claim = ${seen.claim} AND holder = ${seen.holder}
        AND heartbeat_at = ${seen.heartbeatAt}`;
    return count === 0 ? null : tx.run.findUnique({ where: { id: seen.runId }, include: runIncludes });
  });
}
