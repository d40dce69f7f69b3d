/** Where a new claim's log continues: after the archive, or, for a take-over, after what the dead holder gave Redis. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import { redisRunId } from "./live/redis.ts";
import { readStream, streamEnds } from "./live/runEventLog.ts";
import type { Lease } from "./live/runLease.ts";
import type { RunRow } from "./records/runSnapshot.ts";
import { createRunRecorder, type RunRecorder } from "./runRecorder.ts";

/** After a release the whole log is in Postgres: the next number is the archive's, whatever Redis holds. */
export function openRecorder(lease: Lease, run: RunRow): RunRecorder {
  return createRunRecorder({
    lease,
    archivedTo: run.archivedTo,
    seqReserved: run.seqReserved,
    streamTo: run.archivedTo,
  });
}

/**
 * The dead holder may have published numbers that the archive lacks. The same Redis still has them: they are archived
 * first. Another Redis, or an older state of it, has lost them: their numbers are given up, and the gap is stated.
 */
export async function openRecorderAfterLoss(lease: Lease, run: RunRow): Promise<RunRecorder> {
  const redis = await Promise.all([redisRunId(), streamEnds(lease.runId)]).catch(() => null);
  const [serverId, ends] = redis ?? [null, null];
  const isSame = serverId !== null && serverId === run.redisRunId;
  const start = { lease, archivedTo: run.archivedTo, seqReserved: run.seqReserved, streamTo: run.archivedTo };
  if (isSame && (ends?.last ?? 0) >= run.archivedTo) {
    // All of it: a number that the stream has must not be given to another event.
    const limit = Math.max(1, (ends?.last ?? 0) - run.archivedTo);
    const tail = (await readStream(lease.runId, { after: run.archivedTo, limit })) as RunEvent[];
    return createRunRecorder({ ...start, tail, streamTo: tail.at(-1)?.seq ?? run.archivedTo });
  }
  const gap =
    run.seqReserved > run.archivedTo
      ? { from: run.archivedTo + 1, to: run.seqReserved, reason: "redis_lost" as const }
      : null;
  return createRunRecorder({ ...start, gap });
}
