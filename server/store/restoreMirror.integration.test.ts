/** A Redis that was emptied gets the index and the meta of all runs again that it would still show. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { META_KEEP_MS, SETTLED_EXPIRE_AFTER_MS } from "#server/domain/limits.ts";
import { control, makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { closeRedis, redis } from "./live/redis.ts";
import { redisKeys } from "./live/redisKeys.ts";
import { database } from "./records/database.ts";
import { restoreMirror } from "./restoreMirror.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

async function settledAgo(ms: number): Promise<string> {
  const { runId } = await startIn(root, {});
  await control(runId, "cancel");
  await database().run.update({ where: { id: runId }, data: { settledAt: new Date(Date.now() - ms) } });
  return runId;
}
const metaOf = (runId: string) => redis("read").hgetall(redisKeys.meta(runId));
const indexed = () => redis("read").zrange(redisKeys.index, "0", "-1");

it("a Redis that was emptied shows every run again, with the rest of its time and without news in the feed", async () => {
  const keptMs = SETTLED_EXPIRE_AFTER_MS + META_KEEP_MS;
  const old = await settledAgo(keptMs + 60_000);
  const recent = await settledAgo(86_400_000);
  const { runId: waiting } = await startIn(root, {});
  // The last word of each is in Redis, so that none comes late.
  await vi.waitFor(async () => {
    for (const runId of [recent, old]) expect(await metaOf(runId)).toMatchObject({ status: "cancelled" });
    expect(await indexed()).toEqual([old, recent, waiting]);
  });
  const before = await metaOf(recent);
  await redis("publish").flushdb();
  // The holder's next append leaves this much.
  await redis("publish").hset(redisKeys.meta(waiting), "lastSeq", "3");

  await restoreMirror();
  expect(await indexed()).toEqual([old, recent, waiting]);
  expect(await metaOf(recent)).toEqual(before);
  expect(await metaOf(waiting)).toMatchObject({ status: "queued", lastSeq: "3" });
  expect(await metaOf(old)).toEqual({});
  const leftMs = await redis("read").pttl(redisKeys.meta(recent));
  expect(leftMs).toBeGreaterThan(keptMs - 86_400_000 - 60_000);
  expect(leftMs).toBeLessThanOrEqual(keptMs - 86_400_000);
  expect(await redis("read").pttl(redisKeys.meta(waiting))).toBe(-1);
  expect(await redis("read").xlen(redisKeys.feed)).toBe(0);
});

it("one of which only the index is whole is left alone", async () => {
  const { runId } = await startIn(root, {});
  await vi.waitFor(async () => expect(await indexed()).toContain(runId));
  await redis("publish").del(redisKeys.meta(runId));
  await restoreMirror();
  expect(await metaOf(runId)).toEqual({});
});
