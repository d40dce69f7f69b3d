/** The copy in Redis: never older than it was, one line a second in the feed, and the last word always. */
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { FEED_EVERY_MS, INDEX_MAX_RUNS } from "#server/domain/limits.ts";
import { someEvents, someSnapshot } from "#server/testing/someRun.ts";
import { closeRedis, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { appendEvents } from "./runEventLog.ts";
import { newLease, takeLease } from "./runLease.ts";
import { flushMirror, mirrorRun } from "./runMirror.ts";

afterAll(closeRedis);
beforeEach(async () => {
  await (await connected("publish")).flushdb();
});

const meta = async (runId: string) => (await connected("read")).hgetall(redisKeys.meta(runId));
async function feed() {
  const entries = await (await connected("read")).xrange(redisKeys.feed, "-", "+");
  return entries.map(([id, fields]) => ({
    at: Number.parseInt(id, 10),
    runId: fields[1],
    rev: Number(fields[3]),
    summary: JSON.parse(fields[5] ?? "null") as Record<string, unknown>,
  }));
}
const revs = async (of: { runId: string }) =>
  (await feed()).filter(({ runId }) => runId === of.runId).map(({ rev }) => rev);

describe("meta", () => {
  it("follows a newer state and refuses an older one", async () => {
    const run = someSnapshot({ rev: 5 });
    await mirrorRun(run);
    await mirrorRun({ ...run, rev: 4, status: "queued" });
    expect(await meta(run.runId)).toMatchObject({ rev: "5", status: "running", "completion.line": "", pid: "null" });
    await mirrorRun({ ...run, rev: 6, status: "pausing" });
    expect(await meta(run.runId)).toMatchObject({ rev: "6", status: "pausing" });
  });

  it("keeps the number of the last event when the row is behind the stream", async () => {
    const run = someSnapshot({ rev: 1, lastSeq: 2 });
    await mirrorRun(run);
    expect(await meta(run.runId)).toMatchObject({ lastSeq: "2" });
    const lease = newLease(run.runId, 1);
    await takeLease(lease, 30_000);
    await appendEvents(lease, { expectedLast: 0, events: someEvents(run.runId, 1, 7) });
    await mirrorRun({ ...run, rev: 2, lastSeq: 3 });
    expect(await meta(run.runId)).toMatchObject({ lastSeq: "7", rev: "2" });
  });

  it("is written for a run whose meta only knows the last number", async () => {
    const run = someSnapshot();
    await (await connected("publish")).hset(redisKeys.meta(run.runId), "lastSeq", "9");
    await mirrorRun(run);
    expect(await meta(run.runId)).toMatchObject({ rev: "1", lastSeq: "9", status: "running" });
  });
});

describe("the index", () => {
  it("holds runs by creation and forgets all but the newest", async () => {
    const client = await connected("publish");
    const old = Array.from({ length: INDEX_MAX_RUNS }, (_, at) => [at + 1, `r_${at + 1}`]).flat();
    await client.zadd(redisKeys.index, ...old);
    const run = someSnapshot();
    await mirrorRun(run);
    expect(await client.zcard(redisKeys.index)).toBe(INDEX_MAX_RUNS);
    expect(await client.zscore(redisKeys.index, run.runId)).toBe(String(Date.parse(run.createdAt)));
    expect(await client.zscore(redisKeys.index, "r_1")).toBeNull();
  });
});

describe("the feed", () => {
  it("gets the first change at once and of those that follow within a second only the last", async () => {
    const run = someSnapshot();
    for (const rev of [1, 2, 3, 4]) await mirrorRun({ ...run, rev });
    expect(await revs(run)).toEqual([1]);
    await vi.waitFor(async () => expect(await revs(run)).toEqual([1, 4]), { timeout: 5_000 });
    const [first, last] = (await feed()).filter(({ runId }) => runId === run.runId);
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(FEED_EVERY_MS - 50);
  });

  it("carries the row without config and stream key", async () => {
    const run = someSnapshot();
    await mirrorRun(run);
    const entry = (await feed()).find(({ runId }) => runId === run.runId);
    expect(entry).toMatchObject({ runId: run.runId, rev: 1, summary: { runId: run.runId, status: "running" } });
    expect(entry?.summary).not.toHaveProperty("config");
    expect(entry?.summary).not.toHaveProperty("streamKey");
  });

  it("gets a settling at once, and nothing older after it", async () => {
    const run = someSnapshot();
    await mirrorRun(run);
    await mirrorRun({ ...run, rev: 2 });
    await mirrorRun({ ...run, rev: 3, status: "completed" });
    expect(await revs(run)).toEqual([1, 3]);
    await mirrorRun({ ...run, rev: 2 });
    await flushMirror();
    expect(await revs(run)).toEqual([1, 3]);
  });

  it("keeps one pace for a run that several processes mirror", async () => {
    const run = someSnapshot();
    // What another process wrote a moment ago.
    await (await connected("publish")).set(redisKeys.feedPace(run.runId), "1", "PX", 400);
    await mirrorRun({ ...run, rev: 2 });
    expect(await revs(run)).toEqual([]);
    await vi.waitFor(async () => expect(await revs(run)).toEqual([2]), { timeout: 5_000 });
  });

  it("gets what it is owed before the process ends", async () => {
    const run = someSnapshot();
    await mirrorRun(run);
    await mirrorRun({ ...run, rev: 2 });
    await flushMirror();
    expect(await revs(run)).toEqual([1, 2]);
  });
});
