/** Whether a reader may honestly have seen a number that no store has now: Redis lost it before it was archived. */
import { setTimeout as sleep } from "node:timers/promises";
import { SSE_CATCH_UP_MS, SSE_SEEN_LOOK_MS } from "#server/domain/limits.ts";
import { redisRunId } from "./live/redis.ts";
import { streamEnds } from "./live/runEventLog.ts";
import { findHold } from "./records/runReads.ts";

/**
 * True as well when it has come meanwhile. A stream that is behind the archive proves a loss only when it stays behind: a
 * move of the row is archived a moment before it is published. Another Redis than the claim's proves it at once; its
 * name stands on the row only while everything that was published is in its stream.
 */
export async function maybeSeen(runId: string, seq: number): Promise<boolean> {
  const giveUpAt = performance.now() + SSE_CATCH_UP_MS;
  for (let sawWhole = false; ;) {
    // The row first: what is read afterwards of the Redis that it names cannot be older than the name.
    const run = await findHold(runId);
    if (!run || seq <= run.archivedTo) return run !== null;
    // The log of a run that nobody holds is whole in Postgres, and a number that was not reserved is no event's.
    if (run.holder === null || seq > run.seqReserved) return false;
    const [serverId, ends] = await Promise.all([redisRunId(), streamEnds(runId)]);
    const last = ends?.last ?? 0;
    if (seq <= last || serverId !== run.redisRunId) return true;
    sawWhole ||= last >= run.archivedTo;
    if (performance.now() >= giveUpAt) return !sawWhole;
    await sleep(SSE_SEEN_LOOK_MS);
  }
}
