/** Where a log goes on after its holder died: what Redis still has is kept, what only a lost Redis had is a stated gap, and neither more nor less. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { type HeldForTest, holdNextRun } from "#server/testing/heldRun.ts";
import { someEvents } from "#server/testing/someRun.ts";
import { closeRedis, redis } from "./live/redis.ts";
import { redisKeys } from "./live/redisKeys.ts";
import { readStream } from "./live/runEventLog.ts";
import { newLease, takeLease } from "./live/runLease.ts";
import { openRecorderAfterLoss } from "./openRecorder.ts";
import { database } from "./records/database.ts";
import { commitRun } from "./records/runCommit.ts";
import { runIncludes } from "./records/runSnapshot.ts";
import { readEventsPage } from "./runHistory.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

const rowOf = (runId: string) => database().run.findUniqueOrThrow({ where: { id: runId }, include: runIncludes });
const note = (held: HeldForTest, text: string) =>
  held.recorder.record({ type: "error", code: "made_up", message: text });

/** Three archived events that Redis has too. */
async function heldWithThree(): Promise<HeldForTest> {
  await startIn(root, {});
  const held = await holdNextRun();
  for (const text of ["one", "two", "three"]) await note(held, text);
  await held.recorder.flush();
  await vi.waitFor(async () => expect(await readStream(held.runId, { after: 0, limit: 10 })).toHaveLength(3));
  return held;
}

/** Another worker goes on with one event: what the log is then. */
async function goOn({ runId, claim }: HeldForTest) {
  await database().run.update({ where: { id: runId }, data: { claim: { increment: 1 } } });
  const lease = newLease(runId, claim + 1);
  await takeLease(lease, 30_000);
  const recorder = await openRecorderAfterLoss(lease, await rowOf(runId), new AbortController().signal);
  await recorder.record({ type: "error", code: "made_up", message: "after" });
  await recorder.flush();
  await recorder.close();
  return whole(runId);
}

async function whole(runId: string) {
  const { events, gaps } = await readEventsPage(runId, { after: 0, limit: 100 });
  return { seqs: events.map(({ seq }) => seq), gaps };
}

/** As the dead holder wrote it. */
const toFields = (event: unknown) => [
  "type",
  "error",
  "ts",
  "2026-01-02T03:04:05.678Z",
  "payload",
  JSON.stringify(event),
];

it("what the dead holder had published and not archived is kept, and the log goes on after it", async () => {
  const held = await heldWithThree();
  held.recorder.lose("it dies"); // nothing more is archived
  await redis("publish").xadd(redisKeys.events(held.runId), "4-0", ...toFields(someEvents(held.runId, 4, 4)[0]));
  expect(await goOn(held)).toEqual({ seqs: [1, 2, 3, 4, 5], gaps: [] });
});

it("a stream that ends before the archive has lost nothing", async () => {
  const held = await heldWithThree();
  held.recorder.lose("it dies between the two stores");
  const owner = { runId: held.runId, claim: held.claim, archivedTo: 3 };
  expect(await commitRun(owner, { events: someEvents(held.runId, 4, 5) })).toBe("won");
  expect(await goOn(held)).toEqual({ seqs: [1, 2, 3, 4, 5, 6], gaps: [] });
  expect(await readStream(held.runId, { after: 0, limit: 10 })).toHaveLength(6);
});

it("a stream that is gone, and one that no claim named, may have held more than the archive: the rest of the block is given up", async () => {
  const [gone, unnamed] = [await heldWithThree(), await heldWithThree()];
  for (const { recorder } of [gone, unnamed]) recorder.lose("it dies");
  await redis("publish").del(redisKeys.events(gone.runId));
  await database().run.update({ where: { id: unnamed.runId }, data: { redisRunId: null } });
  for (const held of [gone, unnamed]) {
    const { seqReserved } = await rowOf(held.runId);
    const gap = { from: 4, to: seqReserved, reason: "redis_lost" };
    expect(await goOn(held)).toEqual({ seqs: [1, 2, 3, seqReserved + 1], gaps: [gap] });
  }
});

it("what another Redis still shows is kept, and what follows is given up: with the stream and without it the answer is the same", async () => {
  const held = await heldWithThree();
  held.recorder.lose("it dies");
  await redis("publish").xadd(redisKeys.events(held.runId), "4-0", ...toFields(someEvents(held.runId, 4, 4)[0]));
  await database().run.update({ where: { id: held.runId }, data: { redisRunId: "of a Redis that is no more" } });
  const { seqReserved } = await rowOf(held.runId);
  const told = { seqs: [1, 2, 3, 4, seqReserved + 1], gaps: [{ from: 5, to: seqReserved, reason: "redis_lost" }] };
  expect(await goOn(held)).toEqual(told);
  await redis("publish").del(redisKeys.events(held.runId));
  expect(await whole(held.runId)).toEqual(told);
});

it("a claim that was made without Redis names it before its first event goes there", async () => {
  await startIn(root, {});
  const held = await holdNextRun({ withoutRedis: true });
  expect((await rowOf(held.runId)).redisRunId).toBeNull();
  await note(held, "one");
  await vi.waitFor(async () => expect(await readStream(held.runId, { after: 0, limit: 10 })).toHaveLength(1));
  expect((await rowOf(held.runId)).redisRunId).not.toBeNull();
  await held.recorder.flush();
  held.recorder.lose("it dies");
  expect(await goOn(held)).toEqual({ seqs: [1, 2], gaps: [] });
});

it("a stream that lost what the claim published is nobody's proof until it is whole again", async () => {
  const held = await heldWithThree();
  await redis("publish").del(redisKeys.events(held.runId));
  await note(held, "four");
  await vi.waitFor(async () => expect(await readStream(held.runId, { after: 0, limit: 10 })).toHaveLength(4));
  await vi.waitFor(async () => expect((await rowOf(held.runId)).redisRunId).not.toBeNull());
  await held.recorder.flush();
  held.recorder.lose("it dies");
  expect(await goOn(held)).toEqual({ seqs: [1, 2, 3, 4, 5], gaps: [] });
});
