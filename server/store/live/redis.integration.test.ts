/** The connections: one a role, quick to say no while Redis is away, back by themselves. */
import { redisRelay } from "#server/testing/redisRelay.ts";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { closeRedis, connectBlocking, connected, pingRedis, redis, redisRunId } from "./redis.ts";

afterEach(() => redisRelay.mend());
afterAll(async () => {
  await closeRedis();
  await redisRelay.close();
});

describe("redis", () => {
  it("takes the first command of a process, and one connection a role", async () => {
    expect(await (await connected("publish")).ping()).toBe("PONG");
    expect(await connected("publish")).toBe(redis("publish"));
    expect(await (await connected("read")).ping()).toBe("PONG");
    expect(redisRelay.open()).toBe(2);
  });

  it("refuses a command at once while Redis is away, and never writes it later", async () => {
    const client = await connected("publish");
    await redisRelay.cut();
    await vi.waitFor(() => expect(client.status).not.toBe("ready"));
    const before = performance.now();
    await expect(client.set("late", "1")).rejects.toThrow();
    expect(performance.now() - before).toBeLessThan(1_000);
    await redisRelay.mend();
    await vi.waitFor(async () => expect(await client.ping()).toBe("PONG"), 10_000);
    expect(await client.get("late")).toBeNull();
  });

  it("answers a ping with no when Redis is gone or hangs, within the time given", async () => {
    await vi.waitFor(async () => expect(await pingRedis(1_000)).toBe(true), 10_000);
    redisRelay.hang();
    const before = performance.now();
    expect(await pingRedis(100)).toBe(false);
    expect(performance.now() - before).toBeLessThan(1_000);
    await redisRelay.mend();
    await redisRelay.cut();
    expect(await pingRedis(1_000)).toBe(false);
    await redisRelay.mend();
    await vi.waitFor(async () => expect(await pingRedis(1_000)).toBe(true), 10_000);
  });

  it("tells which start of the server it talks to", async () => {
    await vi.waitFor(async () => expect(await redisRunId()).toMatch(/^[0-9a-f]{40}$/), 10_000);
  });

  it("closes all its connections, those that block too", async () => {
    const blocking = connectBlocking("test");
    const read = blocking.xread("BLOCK", 60_000, "STREAMS", "nothing", "0-0");
    read.catch(() => undefined);
    await vi.waitFor(() => expect(blocking.status).toBe("ready"), 10_000);
    await closeRedis();
    await expect(read).rejects.toThrow();
    await vi.waitFor(() => expect(redisRelay.open()).toBe(0));
    expect(await (await connected("read")).ping()).toBe("PONG");
  });
});
