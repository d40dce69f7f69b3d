/** All that both stores hold of a run, so that a test can say: nothing of it changed. */
import { redis } from "#server/store/live/redis.ts";
import { redisKeys } from "#server/store/live/redisKeys.ts";
import { database } from "#server/store/records/database.ts";

/** Without the heartbeat and how long keys still live: those move while nothing happens. */
export async function storedRun(runId: string) {
  const client = redis("read");
  const order = { orderBy: { firstSeq: "asc" } } as const;
  const { heartbeatAt: _moves, ...run } = await database().run.findUniqueOrThrow({ where: { id: runId } });
  return {
    run,
    turns: await database().turn.findMany({ where: { runId }, orderBy: { startedAt: "asc" } }),
    events: await database().eventChunk.findMany({ where: { runId }, ...order }),
    output: await database().outputChunk.findMany({
      where: { runId },
      orderBy: [{ stream: "asc" }, { firstByte: "asc" }],
    }),
    gaps: await database().gap.findMany({ where: { runId } }),
    stream: await client.xrange(redisKeys.events(runId), "-", "+"),
    lock: await client.get(redisKeys.lock(runId)),
    meta: await client.hgetall(redisKeys.meta(runId)),
  };
}
