/** How many people watch a run, over all web processes: each confirms its own count while it lives. */
import { VIEWERS_STALE_MS, WEB_WAKE_KEEP_MS } from "#server/domain/limits.ts";
import { connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

export async function noteViewers(webId: string, counts: ReadonlyMap<string, number>): Promise<void> {
  const client = await connected("read");
  const until = recordNow().getTime() + VIEWERS_STALE_MS;
  await Promise.all(
    [...counts].flatMap(([runId, count]) => {
      const key = redisKeys.subscribers(runId);
      if (count === 0) return [client.hdel(key, webId)];
      // Nobody deletes the count of a process that died, nor that of a run whose other keys have expired.
      return [client.hset(key, webId, `${count}|${until}`), client.pexpire(key, WEB_WAKE_KEEP_MS)];
    }),
  );
}

export async function countViewers(runId: string): Promise<number> {
  const client = await connected("read");
  const counts = Object.values(await client.hgetall(redisKeys.subscribers(runId)));
  return counts
    .map((entry) => entry.split("|").map(Number))
    .filter(([, until = 0]) => until > recordNow().getTime())
    .reduce((sum, [count = 0]) => sum + count, 0);
}
