/** The lock changes hands by its holder and by higher claims, by nobody else. */
import { afterAll, describe, expect, it, vi } from "vitest";
import { someRunId } from "#server/testing/someRun.ts";
import { closeRedis, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { findLease, newLease, releaseLease, renewLease, takeLease } from "./runLease.ts";

afterAll(closeRedis);

describe("runLease", () => {
  it("makes a fresh token for every claim, beginning with the claim", () => {
    const first = newLease("r_1", 7);
    expect(first.token).toMatch(/^7-[0-9a-f-]{36}$/);
    expect(newLease("r_1", 7).token).not.toBe(first.token);
  });

  it("is taken when nobody has it, and by its holder again", async () => {
    const lease = newLease(someRunId(), 1);
    expect(await takeLease(lease, 30_000)).toBe("taken");
    expect(await takeLease(lease, 30_000)).toBe("taken");
    const found = await findLease(lease.runId);
    expect(found).toMatchObject({ claim: 1, token: lease.token });
    expect(found?.leftMs).toBeGreaterThan(20_000);
  });

  it("goes to a higher claim, and never back to a lower or equal one", async () => {
    const runId = someRunId();
    const [old, rival, next] = [newLease(runId, 9), newLease(runId, 9), newLease(runId, 10)];
    await takeLease(old, 30_000);
    expect(await takeLease(rival, 30_000)).toBe("higher");
    expect(await takeLease(next, 30_000)).toBe("taken");
    expect(await takeLease(old, 30_000)).toBe("higher");
    expect(await findLease(runId)).toMatchObject({ claim: 10, token: next.token });
  });

  it("tells a holder whether it renewed, lost or only misses its lock", async () => {
    const runId = someRunId();
    const lease = newLease(runId, 1);
    expect(await renewLease(lease, 30_000)).toBe("missing");
    await takeLease(lease, 1_000);
    expect(await renewLease(lease, 60_000)).toBe("renewed");
    expect((await findLease(runId))?.leftMs).toBeGreaterThan(30_000);
    await takeLease(newLease(runId, 2), 30_000);
    expect(await renewLease(lease, 30_000)).toBe("lost");
  });

  it("of a lower claim that an older state of Redis brought back is a missing one", async () => {
    const runId = someRunId();
    await takeLease(newLease(runId, 9), 30_000);
    const lease = newLease(runId, 10);
    expect(await renewLease(lease, 30_000)).toBe("missing");
    expect(await takeLease(lease, 30_000)).toBe("taken");
    expect(await renewLease(lease, 30_000)).toBe("renewed");
  });

  it("is released by its holder alone", async () => {
    const runId = someRunId();
    const [old, next] = [newLease(runId, 1), newLease(runId, 2)];
    await takeLease(old, 30_000);
    await takeLease(next, 30_000);
    expect(await releaseLease(old)).toBe(false);
    expect(await findLease(runId)).toMatchObject({ token: next.token });
    expect(await releaseLease(next)).toBe(true);
    expect(await findLease(runId)).toBeNull();
  });

  it("runs out by itself when nobody renews it", async () => {
    const lease = newLease(someRunId(), 1);
    await takeLease(lease, 40);
    await vi.waitFor(async () => expect(await findLease(lease.runId)).toBeNull());
  });

  it("survives a server that forgot its scripts", async () => {
    const client = await connected("publish");
    const lease = newLease(someRunId(), 1);
    await client.script("FLUSH");
    expect(await takeLease(lease, 30_000)).toBe("taken");
    expect(await client.get(redisKeys.lock(lease.runId))).toBe(lease.token);
  });
});
