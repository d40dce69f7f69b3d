/** A turn that prints all the time while its Redis is killed, stands still, is flushed, runs full or throws away what it held. */
import { killableRedis } from "#server/testing/killableRedis.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, expect, it, vi } from "vitest";
import { REDIS_SILENCE_MS } from "#server/domain/limits.ts";
import { askRoute } from "#server/testing/askRoute.ts";
import { startSteadyTurn } from "#server/testing/steadyTurn.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";

const { root, newWorker } = await testWorkers();
vi.setConfig({ testTimeout: 120_000 });
afterAll(() => killableRedis.stop());

const health = async (): Promise<unknown> => (await askRoute("GET", "/api/health")).json();
/** Longer than it takes until a connection that nobody answers on is given up. */
const OUTAGE_MS = REDIS_SILENCE_MS + 2_000;

/** As whoever operates it. */
async function operate(work: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(killableRedis.url);
  try {
    await work(redis);
  } finally {
    redis.disconnect();
  }
}

it("a Redis that was killed: viewers follow the archive, and nothing is lost or doubled when it is back", async () => {
  const turn = await startSteadyTurn(root, await newWorker());
  await killableRedis.kill();
  await turn.untilSeenMore(10_000);
  expect(await health()).toMatchObject({ ok: false, postgres: true, redis: false });
  await sleep(OUTAGE_MS / 2);
  await turn.untilSeenMore(10_000);
  await killableRedis.start();
  await turn.untilSeenMore(20_000);
  await vi.waitFor(async () => expect(await health()).toMatchObject({ ok: true }), 10_000);
  await turn.expectWhole();
});

it("a Redis that stands still: viewers follow the archive once that is noticed, and nothing is lost or doubled", async () => {
  const turn = await startSteadyTurn(root, await newWorker());
  killableRedis.freeze();
  expect(await health()).toMatchObject({ ok: false, postgres: true, redis: false });
  await turn.untilSeenMore(OUTAGE_MS + 10_000);
  killableRedis.thaw();
  await turn.untilSeenMore(20_000);
  await turn.expectWhole();
});

it("a full Redis: the turn goes on, viewers follow the archive, health says so, and all of it is there once there is room", async () => {
  const turn = await startSteadyTurn(root, await newWorker());
  await operate((redis) => redis.config("SET", "maxmemory", "1"));
  expect(await health()).toEqual({ ok: false, postgres: true, redis: false, redisRefusesWrites: true, workers: 1 });
  await turn.untilSeenMore(10_000);
  await turn.untilSeenMore(10_000);
  await operate((redis) => redis.config("SET", "maxmemory", "0"));
  await vi.waitFor(async () => expect(await health()).toMatchObject({ ok: true }), 10_000);
  await turn.untilSeenMore(20_000);
  await turn.expectWhole();
});

it("a Redis that evicts what it likes is filled again, as often as it takes", async () => {
  const turn = await startSteadyTurn(root, await newWorker());
  const evicted = async (redis: Redis) => Number(/^evicted_keys:(\d+)/m.exec(await redis.info("stats"))?.[1]);
  for (const _ of [1, 2, 3])
    await operate(async (redis) => {
      const before = await evicted(redis);
      await redis.config("SET", "maxmemory-policy", "allkeys-lru");
      await redis.config("SET", "maxmemory", "1");
      await vi.waitFor(async () => expect(await evicted(redis)).toBeGreaterThan(before), 10_000);
      await redis.config("SET", "maxmemory", "0");
      await redis.config("SET", "maxmemory-policy", "noeviction");
      await turn.untilSeenMore(20_000);
    });
  await turn.expectWhole();
});

it("a Redis that was flushed is filled again, and viewers notice nothing", async () => {
  const turn = await startSteadyTurn(root, await newWorker());
  await operate((redis) => redis.flushall());
  await turn.untilSeenMore(20_000);
  await turn.expectWhole();
});
