/** One Redis belongs to one Postgres. */
import { afterAll, describe, expect, it } from "vitest";
import { bindInstance, checkServer } from "./instance.ts";
import { closeRedis, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";

afterAll(closeRedis);

describe("bindInstance", () => {
  it("binds an empty Redis, knows its own again and refuses another", async () => {
    await bindInstance("pg-1");
    await bindInstance("pg-1");
    await expect(bindInstance("pg-2")).rejects.toThrow(
      /belongs to another Codi \(its Postgres is pg-1, ours is pg-2\)/,
    );
    expect(await (await connected("read")).get(redisKeys.instance)).toBe("pg-1");
  });
});

describe("checkServer", () => {
  it("refuses what is too old, a replica and a cluster", () => {
    expect(() => checkServer("redis_version:6.0.16\r\nrole:master\r\n")).toThrow("6.0.16 is too old");
    expect(() => checkServer("redis_version:7.2.0\r\nrole:slave\r\n")).toThrow("replica");
    expect(() => checkServer("redis_version:7.2.0\r\nrole:master\r\ncluster_enabled:1\r\n")).toThrow("Cluster");
    expect(() => checkServer("redis_version:6.2.0\r\nrole:master\r\ncluster_enabled:0\r\n")).not.toThrow();
  });
});
