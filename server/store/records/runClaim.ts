/** Ownership of a run, the Postgres side: claim what is due, renew, take over from the dead. Every write of a holder names its claim. */
import { CLAIM_ADVISORY_LOCK, CLAIM_CANDIDATES, SEQ_BLOCK } from "#server/domain/limits.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
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

/** What a holder must know of its row: read with every renewal and whenever a control rings. */
export type ControlState = {
  status: RunStatus;
  controlRev: number;
  stopAfterTurn: boolean;
  pauseMode: string | null;
  pauseNote: string | null;
  cancelNote: string | null;
  controlActor: unknown;
  controlAt: Date | null;
};

/** Still mine? The row's control state, or null when a higher claim took it. A run that was just released is no lost one. */
export async function renewClaim(run: { runId: string; claim: number }): Promise<ControlState | null> {
  const rows = await database().$queryRaw<ControlState[]>`
    UPDATE run SET heartbeat_at = now() WHERE id = ${run.runId} AND claim = ${run.claim}
    RETURNING status, control_rev AS "controlRev", stop_after_turn AS "stopAfterTurn", pause_mode AS "pauseMode",
      pause_note AS "pauseNote", cancel_note AS "cancelNote", control_actor AS "controlActor", control_at AS "controlAt"`;
  return rows[0] ?? null;
}

/** The next block of seqs; false = another claim holds the run. */
export async function reserveSeqs(run: { runId: string; claim: number }, upTo: number): Promise<boolean> {
  const count = await database().$executeRaw`
    UPDATE run SET seq_reserved = ${upTo} WHERE id = ${run.runId} AND claim = ${run.claim} AND seq_reserved < ${upTo}`;
  return count > 0;
}

/** A run whose holder may be dead: who that was and how long ago Postgres heard of it. */
export type HeldRun = {
  runId: string;
  claim: number;
  holder: string;
  heartbeatAt: Date;
  staleMs: number;
  host: string | null;
};

export async function listHeldRuns(host: string): Promise<HeldRun[]> {
  return database().$queryRaw<HeldRun[]>`
    SELECT id AS "runId", claim, holder, heartbeat_at AS "heartbeatAt", host,
      (extract(epoch FROM now() - heartbeat_at) * 1000)::float8 AS "staleMs"
    FROM run WHERE holder IS NOT NULL AND (host IS NULL OR host = ${host})`;
}

/** Takes the run from a holder that was seen dead; null = somebody else was first, or it lives. */
export async function takeOverClaim(seen: HeldRun, claimant: Claimant): Promise<RunRow | null> {
  return database().$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE run SET claim = claim + 1, holder = ${claimant.workerId}, heartbeat_at = now(),
        worker_id = ${claimant.workerId}, worker_started_at = ${claimant.startedAt}, rev = rev + 1
      WHERE id = ${seen.runId} AND claim = ${seen.claim} AND heartbeat_at = ${seen.heartbeatAt}`;
    return count === 0 ? null : tx.run.findUnique({ where: { id: seen.runId }, include: runIncludes });
  });
}

const JUST_SETTLED_MS = 120_000; // long enough for a store to come back, short enough to ask about few runs

/** Runs that ended a moment ago: their streams are checked for the end. */
export async function listJustSettled(): Promise<{ runId: string; claim: number }[]> {
  return database().$queryRaw<{ runId: string; claim: number }[]>`
    SELECT id AS "runId", claim FROM run
    WHERE status IN ('completed', 'failed', 'cancelled') AND settled_at > now() - ${JUST_SETTLED_MS} * interval '1 millisecond'
    ORDER BY settled_at DESC LIMIT 50`;
}
