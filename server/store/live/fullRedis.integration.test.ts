/** A viewer of a run whose Redis takes no writes: it is told about as fast as of one that is away, and goes on once there is room. */
import { killableRedis } from "#server/testing/killableRedis.ts";
import { afterAll, expect, it, vi } from "vitest";
import { someEvents, someRunId } from "#server/testing/someRun.ts";
import { openTail } from "./eventTail.ts";
import { closeRedis, connected } from "./redis.ts";
import { appendEvents } from "./runEventLog.ts";
import { newLease, takeLease } from "./runLease.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });
const soon = { timeout: 10_000, interval: 20 };
const NOTICED_MS = 5_000;

afterAll(async () => {
  await closeRedis();
  await killableRedis.stop();
});

it("says away while Redis is full, quiet and then events when it has room", async () => {
  const runId = someRunId();
  const lease = newLease(runId, 1);
  await takeLease(lease, 60_000);
  const { signal } = new AbortController();
  const tail = openTail(runId);
  await vi.waitFor(async () => expect((await tail.next({ after: -1, waitMs: 0, signal })).kind).toBe("behind"), soon);
  const redis = await connected("publish");

  await redis.config("SET", "maxmemory", "1");
  expect(await tail.next({ after: 0, waitMs: NOTICED_MS, signal })).toEqual({ kind: "away" });

  await redis.config("SET", "maxmemory", "0");
  await vi.waitFor(async () => expect((await tail.next({ after: 0, waitMs: 0, signal })).kind).toBe("quiet"), soon);
  await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 1) });
  expect(await tail.next({ after: 0, waitMs: NOTICED_MS, signal })).toMatchObject({ events: [{ seq: 1 }] });
  tail.close();
});
