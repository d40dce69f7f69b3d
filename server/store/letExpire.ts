/** A settled run is served from Postgres; an hour later its keys in Redis begin to expire. */
import { META_KEEP_MS, SETTLED_EXPIRE_AFTER_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { expireStreams } from "./live/runEventLog.ts";

export async function letExpire(runId: string): Promise<void> {
  await expireStreams(runId, {
    streamMs: SETTLED_EXPIRE_AFTER_MS + env().CODI_REDIS_KEEP_HOURS * 3_600_000,
    metaMs: SETTLED_EXPIRE_AFTER_MS + META_KEEP_MS,
  });
}
