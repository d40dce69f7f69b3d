/** Where a new claim's log continues: after the archive, or, for a take-over, after what the dead holder gave Redis. */
import { setTimeout as sleep } from "node:timers/promises";
import { STORE_RETRY_MAX_MS } from "#server/domain/limits.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
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
    redis: run.redisRunId,
  });
}

/**
 * The dead holder may have published numbers that the archive lacks. The Redis that its claim named has all of them in
 * the stream: they are archived first. Another Redis has those that its stream still shows, and may have lost what came
 * after: only those numbers are given up, and the gap is stated, so that it is the same for whoever asks Redis and for
 * whoever asks the archive. A stream that ends before the archive has lost nothing: what comes later was never published.
 */
export async function openRecorderAfterLoss(lease: Lease, run: RunRow, superseded: AbortSignal): Promise<RunRecorder> {
  const [serverId, ends] = (await whatRedisHas(lease.runId, superseded)) ?? [null, null];
  const { archivedTo, seqReserved } = run;
  const isSame = serverId !== null && serverId === run.redisRunId;
  const start = { lease, archivedTo, seqReserved, redis: isSame ? serverId : null };
  // Before anything is archived nothing is published: a run begins with a move.
  if (archivedTo === 0) return createRunRecorder({ ...start, streamTo: 0 });
  // All of it: a number that the stream has must not be given to another event.
  const limit = Math.max(1, (ends?.last ?? 0) - archivedTo);
  const tail = ends ? ((await readStream(lease.runId, { after: archivedTo, limit })) as RunEvent[]) : [];
  const keptTo = tail.at(-1)?.seq ?? archivedTo;
  if (isSame && ends) return createRunRecorder({ ...start, tail, streamTo: keptTo });
  const gap = seqReserved > keptTo ? { from: keptTo + 1, to: seqReserved, reason: "redis_lost" as const } : null;
  const known = { named: run.redisRunId, found: serverId, stream: ends !== null };
  if (gap)
    logger.warn({ runId: run.id, from: gap.from, to: gap.to, ...known }, "numbers of a lost worker are given up");
  return createRunRecorder({ ...start, tail, gap, streamTo: keptTo });
}

/** Null when Redis does not answer for as long as a lease: until then it may, and what it has is not given up lightly. */
async function whatRedisHas(runId: string, signal: AbortSignal) {
  for (const until = performance.now() + env().CODI_LEASE_MS; ;) {
    const found = await Promise.all([redisRunId(), streamEnds(runId)]).catch(() => null);
    if (found || performance.now() > until || signal.aborted) return found;
    await sleep(STORE_RETRY_MAX_MS, undefined, { signal }).catch(() => undefined);
  }
}
