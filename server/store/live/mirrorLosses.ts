/** What Redis lacks of the runs that it mirrors: it was emptied, or began anew. */
import { connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";

export async function countIndexed(): Promise<number> {
  return (await connected("read")).zcard(redisKeys.index);
}

/** Those without meta. An append after the loss leaves one that knows the last seq alone: it has no `rev`. */
export async function withoutMeta(runIds: string[]): Promise<string[]> {
  const client = await connected("read");
  const revs = await Promise.all(runIds.map((runId) => client.hget(redisKeys.meta(runId), "rev")));
  return runIds.filter((_, at) => revs[at] === null);
}

export async function addToIndex(runs: { id: string; createdAt: Date }[]): Promise<void> {
  if (runs.length === 0) return;
  const client = await connected("publish");
  await client.zadd(redisKeys.index, ...runs.flatMap(({ id, createdAt }) => [createdAt.getTime(), id]));
}

export async function expireMeta(runId: string, inMs: number): Promise<void> {
  await (await connected("publish")).pexpire(redisKeys.meta(runId), inMs);
}
