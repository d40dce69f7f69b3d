/** Reading a log while it is written: archive, Redis and live in one loop, without a hole, a double or an end too early. */
import { redisRelay } from "#server/testing/redisRelay.ts";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import {
  EVENTS_PAGE_BYTES,
  HISTORY_AWAY_LOOK_MS,
  HISTORY_LOOK_BYTES,
  REDIS_COMMAND_MS,
} from "#server/domain/limits.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { type HeldForTest, holdNextRun } from "#server/testing/heldRun.ts";
import { type HistoryFrame, lookAt } from "./historyLook.ts";
import { closeRedis, redis } from "./live/redis.ts";
import { redisKeys } from "./live/redisKeys.ts";
import { readStream } from "./live/runEventLog.ts";
import { database } from "./records/database.ts";
import { readEventsPage, readRunFrames } from "./runHistory.ts";

let root: string;
const held: HeldForTest[] = [];

beforeAll(async () => {
  root = await makeRoot();
});
afterEach(async () => {
  await redisRelay.mend();
  await Promise.all(held.splice(0).map(({ recorder }) => recorder.close()));
});
afterAll(async () => {
  await Promise.all([closeRedis(), database().$disconnect()]);
  await redisRelay.close();
});

async function hold(): Promise<HeldForTest> {
  await startIn(root, {});
  const run = await holdNextRun();
  held.push(run);
  return run;
}
const said = (text: string): RunEventBody => ({ type: "error", code: "said", message: text });

async function write({ recorder }: HeldForTest, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await recorder.record(said("x"));
}
async function settle({ recorder }: HeldForTest): Promise<void> {
  await recorder.commit({
    bodies: [{ type: "run_completed", outcome: "empty", stopReason: "max_turns" }],
    patch: { status: "completed", holder: null, settledAt: new Date() },
  });
}

async function readAll(
  runId: string,
  { after = 0, signal = AbortSignal.timeout(20_000) } = {},
): Promise<HistoryFrame[]> {
  const frames: HistoryFrame[] = [];
  for await (const frame of readRunFrames(runId, { after, signal })) frames.push(frame);
  expect(signal.aborted, "it ended by itself").toBe(false);
  return frames;
}
const seqsOf = (frames: HistoryFrame[]) =>
  frames.flatMap((frame) => (frame.kind === "events" ? frame.events.map(({ seq }) => seq) : []));
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => index + first);

it("readers that come at any moment see every number once, in order, and end with the run", async () => {
  const run = await hold();
  await write(run, 600);
  await run.recorder.flush();
  const early = readAll(run.runId);
  await write(run, 700);
  const middle = readAll(run.runId, { after: 650 });
  await write(run, 700);
  const ahead = readAll(run.runId, { after: 2_000 });
  await settle(run);
  expect(seqsOf(await early)).toEqual(upTo(2_001));
  expect(seqsOf(await middle)).toEqual(upTo(2_001, 651));
  expect(seqsOf(await ahead)).toEqual([2_001]);
  expect(seqsOf(await readAll(run.runId, { after: 1_990 }))).toEqual(upTo(2_001, 1_991));
  for (const frame of await early) expect(frame.kind === "events" && frame.events.length).toBeLessThanOrEqual(500);
});

it("the reader of a run that is over, with nothing left to read, ends at once", async () => {
  const run = await hold();
  await settle(run);
  expect(await readAll(run.runId, { after: 1 })).toEqual([]);
});

it("what Redis has trimmed or lost comes from the archive", async () => {
  const run = await hold();
  await write(run, 50);
  await run.recorder.flush();
  await vi.waitFor(async () => expect((await readStream(run.runId, { after: 49, limit: 1 })).length).toBe(1));
  await redis("publish").xtrim(redisKeys.events(run.runId), "MINID", "=", "40-0");
  const reading = readAll(run.runId);
  await settle(run);
  expect(seqsOf(await reading)).toEqual(upTo(51));
  await redis("publish").del(redisKeys.events(run.runId));
  expect(seqsOf(await readAll(run.runId))).toEqual(upTo(51));
});

it("numbers that are gone are said to be, once, and reading goes on behind them", async () => {
  const run = await hold();
  const { runId, claim } = run;
  const { commitRun } = await import("./records/runCommit.ts");
  const at = (seq: number) => ({ ...said("x"), ts: new Date().toISOString(), runId, seq });
  await commitRun({ runId, claim, archivedTo: 0 }, { events: [at(1), at(2)] });
  const gap = { from: 3, to: 10, reason: "redis_lost" as const };
  await commitRun({ runId, claim, archivedTo: 2 }, { events: [at(11)], gap });
  const last = { type: "run_resumed" as const, actor: localActor };
  const settled = { status: "completed", holder: null };
  await commitRun({ runId, claim, archivedTo: 11 }, { events: [{ ...at(12), ...last }], patch: settled });
  const frames = await readAll(runId);
  expect(seqsOf(frames)).toEqual([1, 2, 11, 12]);
  expect(frames.filter((frame) => frame.kind === "gap")).toEqual([{ kind: "gap", gap }]);
  // A cursor inside the gap is told what is left of it.
  expect((await readAll(runId, { after: 5 }))[0]).toEqual({ kind: "gap", gap: { ...gap, from: 6 } });
  expect(await readEventsPage(runId, { after: 0, limit: 3 })).toMatchObject({ next: 11, gaps: [gap] });
  expect(await readEventsPage(runId, { after: 12, limit: 3 })).toEqual({ events: [], next: 12, gaps: [] });
});

it("a page holds no more than it was asked for, and its next is where the following one begins", async () => {
  const run = await hold();
  await write(run, 30);
  await run.recorder.flush();
  const page = await readEventsPage(run.runId, { after: 4, limit: 10 });
  expect(page.events.map(({ seq }) => seq)).toEqual(upTo(14, 5));
  expect(page.next).toBe(14);
});

it("of large events a look and a page bring what their bytes leave room for, and the next brings the rest", async () => {
  const run = await hold();
  const large = said("x".repeat(60_000));
  for (let n = 0; n < 400; n += 1) await run.recorder.record(large);
  for (const isArchived of [false, true]) {
    if (isArchived) await run.recorder.flush();
    const frames: HistoryFrame[] = [];
    const signal = AbortSignal.timeout(20_000);
    for await (const frame of readRunFrames(run.runId, { after: 0, signal })) {
      frames.push(frame);
      if (seqsOf(frames).at(-1) === 400) break;
    }
    expect(seqsOf(frames)).toEqual(upTo(400));
    const first = await readEventsPage(run.runId, { after: 0, limit: 1_000 });
    expect(first.events.length).toBeGreaterThan(200);
    expect(JSON.stringify(first).length).toBeLessThan(EVENTS_PAGE_BYTES + 100_000);
    const second = await readEventsPage(run.runId, { after: first.next, limit: 1_000 });
    expect([...first.events, ...second.events].map(({ seq }) => seq)).toEqual(upTo(400));
    const looked = await lookAt(run.runId, 0, { limit: 500, maxBytes: HISTORY_LOOK_BYTES });
    expect(JSON.stringify(looked).length).toBeLessThan(HISTORY_LOOK_BYTES + 10_000);
  }
});

it("without Redis a reader follows the archive from second to second, and lives on when it is back", async () => {
  const run = await hold();
  await write(run, 1);
  await run.recorder.flush();
  const seen: number[] = [];
  const reading = (async () => {
    for await (const frame of readRunFrames(run.runId, { after: 0, signal: AbortSignal.timeout(60_000) }))
      seen.push(...seqsOf([frame]));
  })();
  const untilSeen = (seq: number, timeout: number) =>
    vi.waitFor(() => expect(seen.at(-1)).toBe(seq), { timeout, interval: 20 });
  await untilSeen(1, 5_000);
  await redisRelay.cut();
  for (const seq of [2, 3, 4, 5]) {
    await write(run, 1);
    await run.recorder.flush();
    // A read that was on its way when Redis went is given up after its own time.
    await untilSeen(seq, HISTORY_AWAY_LOOK_MS + 2_000 + (seq === 2 ? REDIS_COMMAND_MS : 0));
  }
  await redisRelay.mend();
  await write(run, 1);
  await settle(run);
  await reading;
  expect(seen).toEqual(upTo(7));
});

it("a signal ends a reader that waits", async () => {
  const run = await hold();
  const over = new AbortController();
  const frames = readRunFrames(run.runId, { after: 0, signal: over.signal });
  const next = frames.next();
  over.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});
