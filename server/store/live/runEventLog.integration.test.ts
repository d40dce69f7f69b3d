/** One fenced call appends; a writer that lost the run changes nothing, and a retry writes nothing twice. */
import { afterAll, describe, expect, it } from "vitest";
import { someEvents, someRunId } from "#server/testing/someRun.ts";
import { closeRedis, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { appendEvents, expireStreams, readStream, streamEnds, trimStream } from "./runEventLog.ts";
import { newLease, takeLease } from "./runLease.ts";

afterAll(closeRedis);

async function heldRun() {
  const runId = someRunId();
  const lease = newLease(runId, 1);
  await takeLease(lease, 30_000);
  return { runId, lease };
}

const seqs = (events: { seq: number }[]) => events.map(({ seq }) => seq);

describe("appendEvents", () => {
  it("writes each event under its own number, with its fields and its whole JSON", async () => {
    const { runId, lease } = await heldRun();
    const events = someEvents(runId, 1, 2);
    expect(await appendEvents(lease, { expectedLast: 0, events })).toEqual({ result: "appended", last: 2 });
    const client = await connected("read");
    const entries = await client.xrange(redisKeys.events(runId), "-", "+");
    expect(entries.map(([id]) => id)).toEqual(["1-0", "2-0"]);
    expect(entries[0]?.[1]).toEqual([
      ...["type", "error", "ts", "2026-01-02T03:04:05.678Z", "runId", runId],
      ...["payload", JSON.stringify(events[0])],
    ]);
    expect(await client.hget(redisKeys.meta(runId), "lastSeq")).toBe("2");
  });

  it("refuses a writer whose lock another holds, and writes nothing", async () => {
    const { runId, lease } = await heldRun();
    await takeLease(newLease(runId, 2), 30_000);
    expect(await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 1) })).toEqual({ result: "lost" });
    const sameClaim = { ...newLease(runId, 2) };
    expect(await appendEvents(sameClaim, { expectedLast: 0, events: someEvents(runId, 1, 1) })).toEqual({
      result: "lost",
    });
    expect(await streamEnds(runId)).toBeNull();
    expect(await (await connected("read")).exists(redisKeys.meta(runId))).toBe(0);
  });

  it("says that the lock is missing, which is not the same as lost", async () => {
    const lease = newLease(someRunId(), 1);
    const events = someEvents(lease.runId, 1, 1);
    expect(await appendEvents(lease, { expectedLast: 0, events })).toEqual({ result: "missing" });
    expect(await streamEnds(lease.runId)).toBeNull();
    await takeLease(lease, 30_000);
    expect(await appendEvents(lease, { expectedLast: 0, events })).toEqual({ result: "appended", last: 1 });
  });

  it("takes the lock of a lower claim for a missing one: an older state of Redis brought it back", async () => {
    const { runId } = await heldRun();
    const next = newLease(runId, 2);
    const events = someEvents(runId, 1, 1);
    expect(await appendEvents(next, { expectedLast: 0, events })).toEqual({ result: "missing" });
    await takeLease(next, 30_000);
    expect(await appendEvents(next, { expectedLast: 0, events })).toEqual({ result: "appended", last: 1 });
  });

  it("says how far the stream is when it lacks earlier events, and takes them then", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 3) });
    expect(await appendEvents(lease, { expectedLast: 5, events: someEvents(runId, 6, 6) })).toEqual({
      result: "behind",
      last: 3,
    });
    expect((await streamEnds(runId))?.length).toBe(3);
    const all = someEvents(runId, 4, 6);
    expect(await appendEvents(lease, { expectedLast: 3, events: all })).toEqual({ result: "appended", last: 6 });
  });

  it("recognises events whose answer got lost, alone and before new ones", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 3) });
    expect(await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 3) })).toEqual({
      result: "appended",
      last: 3,
    });
    expect(await appendEvents(lease, { expectedLast: 1, events: someEvents(runId, 2, 5) })).toEqual({
      result: "appended",
      last: 5,
    });
    expect(seqs(await readStream(runId, { after: 0, limit: 100 }))).toEqual([1, 2, 3, 4, 5]);
  });

  it("still recognises them after they were trimmed", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 3) });
    expect(await trimStream(lease, { keepFrom: 4 })).toBe(true);
    expect(await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 3) })).toEqual({
      result: "appended",
      last: 3,
    });
    expect(await streamEnds(runId)).toEqual({ first: 4, last: 3, length: 0 });
  });

  it("lets numbers jump forward where a gap was declared", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1_025, 1_026) });
    expect(seqs(await readStream(runId, { after: 0, limit: 100 }))).toEqual([1_025, 1_026]);
  });

  it("keeps numbers above ten digits and texts of any alphabet exact", async () => {
    const { runId, lease } = await heldRun();
    const event = { ...someEvents(runId, 90_071_992_547, 90_071_992_547)[0], message: "ü €  🙂\u0000\n" };
    await appendEvents(lease, { expectedLast: 0, events: [event as ReturnType<typeof someEvents>[number]] });
    expect(await readStream(runId, { after: 0, limit: 1 })).toEqual([event]);
    expect(await (await connected("read")).hget(redisKeys.meta(runId), "lastSeq")).toBe("90071992547");
  });
});

describe("the stream", () => {
  it("is read from after a number, in order, up to a limit", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 10) });
    expect(seqs(await readStream(runId, { after: 4, limit: 3 }))).toEqual([5, 6, 7]);
    expect(await readStream(runId, { after: 10, limit: 3 })).toEqual([]);
  });

  it("is trimmed exactly, and says where it begins", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 250) });
    expect(await trimStream(lease, { keepFrom: 7 })).toBe(true);
    expect(await streamEnds(runId)).toEqual({ first: 7, last: 250, length: 244 });
  });

  it("is not trimmed by a writer whose lock another holds", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 10) });
    await takeLease(newLease(runId, 2), 30_000);
    expect(await trimStream(lease, { keepFrom: 7 })).toBe(false);
    expect(await streamEnds(runId)).toEqual({ first: 1, last: 10, length: 10 });
  });

  it("expires with its controls earlier than its meta", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 1) });
    await expireStreams(runId, { streamMs: 100_000, metaMs: 900_000 });
    const client = await connected("read");
    expect(await client.pttl(redisKeys.events(runId))).toBeLessThanOrEqual(100_000);
    expect(await client.pttl(redisKeys.events(runId))).toBeGreaterThan(0);
    expect(await client.pttl(redisKeys.meta(runId))).toBeGreaterThan(800_000);
  });

  it("leaves out an entry that is no event", async () => {
    const { runId, lease } = await heldRun();
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 1, 1) });
    await (await connected("publish")).xadd(redisKeys.events(runId), "2-0", "payload", "{broken");
    expect(seqs(await readStream(runId, { after: 0, limit: 10 }))).toEqual([1]);
  });
});
