/** A process that starts while Redis is full or away, and the Redis that it finds later. */
import { killableRedis } from "#server/testing/killableRedis.ts";
import { Redis } from "ioredis";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { bindRedis, bindRedisLater } from "./bindRedis.ts";
import { closeRedis } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const operator = new Redis(killableRedis.url);
operator.on("error", () => undefined);

beforeEach(() => operator.flushall());
afterAll(async () => {
  operator.disconnect();
  await closeRedis();
  await killableRedis.stop();
});

it("a Redis without room is bound when it has some", async () => {
  await operator.config("SET", "maxmemory", "1");
  expect(await bindRedis("pg-1")).toBe(false);
  const later = bindRedisLater("pg-1", new AbortController().signal);
  await operator.config("SET", "maxmemory", "0");
  await later;
  expect(await operator.get(redisKeys.instance)).toBe("pg-1");
});

it("a Redis that answers at last, and belongs to another installation, is refused", async () => {
  await operator.config("SET", "appendfsync", "always");
  await operator.set(redisKeys.instance, "pg-2");
  await killableRedis.kill();
  expect(await bindRedis("pg-1")).toBe(false);
  const later = bindRedisLater("pg-1", new AbortController().signal);
  const refused = expect(later).rejects.toThrow(/belongs to another Codi/);
  await killableRedis.start();
  await refused;
});
