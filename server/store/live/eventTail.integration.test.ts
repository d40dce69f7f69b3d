/** One reader for all viewers of all runs: live, in order, bounded, honest about outages, and gone when nobody looks. */
import { redisDatabase, redisRelay } from "#server/testing/redisRelay.ts";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { TAIL_BUFFER_EVENTS, TAIL_LINGER_MS } from "#server/domain/limits.ts";
import { someEvents, someRunId } from "#server/testing/someRun.ts";
import { openTail, type Tail } from "./eventTail.ts";
import { closeRedis, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { appendEvents } from "./runEventLog.ts";
import { newLease, takeLease } from "./runLease.ts";
import { countViewers } from "./subscribers.ts";

const signal = new AbortController().signal;
let opened: Tail[] = [];
afterEach(async () => {
  await redisRelay.mend();
  for (const tail of opened) tail.close();
  opened = [];
  await vi.waitFor(async () => expect(await (await connected("publish")).ping()).toBe("PONG"), 10_000);
});
afterAll(async () => {
  await closeRedis();
  await redisRelay.close();
});

function open(runId: string): Tail {
  const tail = openTail(runId);
  opened.push(tail);
  return tail;
}

async function heldRun() {
  const runId = someRunId();
  const lease = newLease(runId, 1);
  await takeLease(lease, 60_000);
  let last = 0;
  const append = async (count: number) => {
    const events = someEvents(runId, last + 1, last + count);
    expect(await appendEvents(lease, { expectedLast: last, events })).toMatchObject({ result: "appended" });
    last += count;
  };
  return { runId, append };
}

const connections = async (name: string) =>
  String(await (await connected("read")).client("LIST"))
    .split("\n")
    .filter((line) => line.includes(`name=${name} `) && line.includes(` db=${redisDatabase} `));

/** Before the reader knows where the log ends nothing can be behind; from then on it misses nothing. */
async function live(tail: Tail) {
  await vi.waitFor(async () => {
    expect(await tail.next({ after: -1, waitMs: 0, signal })).toEqual({ kind: "behind" });
  }, 10_000);
}

async function collect(tail: Tail, { after, count }: { after: number; count: number }): Promise<number[]> {
  const seqs: number[] = [];
  const { signal } = new AbortController();
  while (seqs.length < count) {
    const answer = await tail.next({ after: seqs.at(-1) ?? after, waitMs: 10_000, signal });
    if (answer.kind !== "events") throw new Error(`instead of events: ${answer.kind}`);
    seqs.push(...answer.events.map(({ seq }) => seq));
  }
  return seqs;
}

const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, at) => at + from);

describe("openTail", () => {
  it("gives every viewer each event once and in order, over one connection for all runs", async () => {
    const runs = await Promise.all(Array.from({ length: 5 }, heldRun));
    const tails = runs.map(({ runId }) => Array.from({ length: 20 }, () => open(runId)));
    for (const [first] of tails) if (first) await live(first);
    const seen = Promise.all(tails.flat().map((tail) => collect(tail, { after: 0, count: 60 })));
    await Promise.all(
      runs.map(async ({ append }) => {
        for (let count = 0; count < 20; count += 1) await append(3);
      }),
    );
    for (const seqs of await seen) expect(seqs).toEqual(upTo(60));
    expect(await connections("codi-tail")).toHaveLength(1);
    expect(await connections("codi-read")).toHaveLength(1);
    expect(tails[0]?.[0]?.viewers()).toBe(20);
  });

  it("shows a run that is opened while the reader waits for others", async () => {
    const [first, second] = [await heldRun(), await heldRun()];
    await live(open(first.runId));
    await vi.waitFor(async () => expect((await connections("codi-tail"))[0]).toContain("cmd=xread"));
    const startedAt = performance.now();
    const late = open(second.runId);
    await live(late);
    await second.append(1);
    expect(await collect(late, { after: 0, count: 1 })).toEqual([1]);
    // Without the wake it would have taken the rest of a blocking read of five seconds.
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  });

  it("sends a viewer to history for what came before it watched", async () => {
    const { runId, append } = await heldRun();
    await append(3);
    const tail = open(runId);
    await live(tail);
    expect(await tail.next({ after: 1, waitMs: 10_000, signal })).toEqual({ kind: "behind" });
    expect(await tail.next({ after: 3, waitMs: 0, signal })).toEqual({ kind: "quiet" });
    await append(1);
    expect(await collect(tail, { after: 3, count: 1 })).toEqual([4]);
  });

  it("sends a viewer that is too slow to history, and slows nobody else", async () => {
    const { runId, append } = await heldRun();
    const [slow, fast] = [open(runId), open(runId)];
    await live(slow);
    const all = TAIL_BUFFER_EVENTS + 500;
    const seen = collect(fast, { after: 0, count: all });
    for (let count = 0; count < all; count += 100) await append(100);
    expect(await seen).toEqual(upTo(all));
    expect(await slow.next({ after: 0, waitMs: 0, signal })).toEqual({ kind: "behind" });
    expect(await collect(slow, { after: all - 5, count: 5 })).toEqual(upTo(5, all - 4));
  });

  it("says away when Redis goes, quiet and then events when it is back", async () => {
    const { runId, append } = await heldRun();
    const tail = open(runId);
    await live(tail);
    const waiting = tail.next({ after: 0, waitMs: 20_000, signal });
    await redisRelay.cut();
    expect(await waiting).toEqual({ kind: "away" });
    expect(await tail.next({ after: 0, waitMs: 10, signal })).toEqual({ kind: "away" });
    await redisRelay.mend();
    const back = tail.next({ after: 0, waitMs: 20_000, signal });
    await vi.waitFor(() => append(2), 10_000);
    expect(await back).toMatchObject({ kind: "events" });
    expect(await connections("codi-tail")).toHaveLength(1);
  });

  it("says away when it is opened while Redis is gone, and follows soon after it", async () => {
    const { runId, append } = await heldRun();
    const waiting = open((await heldRun()).runId);
    await live(waiting);
    await redisRelay.cut();
    const tail = open(runId);
    await vi.waitFor(async () => expect(await tail.next({ after: 0, waitMs: 50, signal })).toEqual({ kind: "away" }));
    await redisRelay.mend();
    await vi.waitFor(async () => expect((await tail.next({ after: 0, waitMs: 0, signal })).kind).toBe("quiet"), 10_000);
    const backAt = performance.now();
    await live(tail);
    // The read that was repeated for the other run alone would have held it up for five seconds.
    expect(performance.now() - backAt).toBeLessThan(3_500);
    const next = collect(tail, { after: 0, count: 1 });
    await vi.waitFor(() => append(1), 10_000);
    expect(await next).toEqual([1]);
  });

  it("goes on when Redis lost the log and it is written again", async () => {
    const { runId, append } = await heldRun();
    const tail = open(runId);
    await live(tail);
    await append(3);
    expect(await collect(tail, { after: 0, count: 3 })).toEqual([1, 2, 3]);
    const client = await connected("publish");
    await client.del(redisKeys.events(runId));
    const lease = newLease(runId, 2);
    await takeLease(lease, 60_000);
    await appendEvents(lease, { expectedLast: 0, events: someEvents(runId, 2, 5) });
    expect(await collect(tail, { after: 3, count: 2 })).toEqual([4, 5]);
  });

  it("does not spin on an entry that is no event", async () => {
    const { runId, append } = await heldRun();
    const tail = open(runId);
    await live(tail);
    await append(1);
    await (await connected("publish")).xadd(redisKeys.events(runId), "2-0", "payload", "no JSON");
    expect(await collect(tail, { after: 0, count: 1 })).toEqual([1]);
    expect(await tail.next({ after: 1, waitMs: 5_000, signal })).toEqual({ kind: "behind" });
    expect(await tail.next({ after: 2, waitMs: 0, signal })).toEqual({ kind: "quiet" });
  });

  it("ends a wait when the viewer goes", async () => {
    const { runId } = await heldRun();
    const [one, other] = [open(runId), open(runId)];
    const stop = new AbortController();
    const aborted = one.next({ after: 0, waitMs: 60_000, signal: stop.signal });
    const closed = other.next({ after: 0, waitMs: 60_000, signal });
    stop.abort();
    other.close();
    expect([await aborted, await closed]).toEqual([{ kind: "quiet" }, { kind: "quiet" }]);
  });

  it("counts who watches, and forgets who left", async () => {
    const { runId } = await heldRun();
    const tails = [open(runId), open(runId), open(runId)];
    await (await connected("publish")).hset(redisKeys.subscribers(runId), "a dead process", `7|${Date.now() - 1}`);
    await vi.waitFor(async () => expect(await countViewers(runId)).toBe(3), 10_000);
    tails[0]?.close();
    tails[0]?.close();
    expect(tails[1]?.viewers()).toBe(2);
    await vi.waitFor(async () => expect(await countViewers(runId)).toBe(2), 10_000);
    for (const tail of tails) tail.close();
    await vi.waitFor(async () => expect(await countViewers(runId)).toBe(0), 10_000);
    expect(await (await connected("read")).pttl(redisKeys.subscribers(runId))).toBeGreaterThan(0);
  });

  it("lets the connection go when nobody has watched for a while, and opens it again", async () => {
    const { runId, append } = await heldRun();
    const tail = open(runId);
    await live(tail);
    tail.close();
    await vi.waitFor(async () => expect(await connections("codi-tail")).toHaveLength(0), TAIL_LINGER_MS + 5_000);
    const again = open(runId);
    await live(again);
    await append(1);
    expect(await collect(again, { after: 0, count: 1 })).toEqual([1]);
  });
});
