/** The only writer of a held run's log against real stores that break: order, numbers, fencing and what is made good afterwards. */
import { postgresRelay } from "#server/testing/postgresRelay.ts";
import { redisRelay } from "#server/testing/redisRelay.ts";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { PUBLISH_QUEUE_MAX, SEQ_BLOCK, STORE_ANSWER_MS } from "#server/domain/limits.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { type HeldForTest, holdNextRun } from "#server/testing/heldRun.ts";
import { closeRedis, redis } from "./live/redis.ts";
import { redisKeys } from "./live/redisKeys.ts";
import { readStream } from "./live/runEventLog.ts";
import { newLease, takeLease } from "./live/runLease.ts";
import { database } from "./records/database.ts";
import { readArchive } from "./records/eventArchive.ts";
import { commitRun } from "./records/runCommit.ts";
import { insertTurn } from "./records/turnTable.ts";

let root: string;
const held: HeldForTest[] = [];

beforeAll(async () => {
  root = await makeRoot();
});
afterEach(async () => {
  await Promise.all([postgresRelay.mend(), redisRelay.mend()]);
  await Promise.all(held.splice(0).map(({ recorder }) => recorder.close()));
});
afterAll(async () => {
  await Promise.all([closeRedis(), database().$disconnect()]);
  await Promise.all([postgresRelay.close(), redisRelay.close()]);
});

async function hold(): Promise<HeldForTest> {
  await startIn(root, {});
  const run = await holdNextRun();
  held.push(run);
  return run;
}

const said = (text: string): RunEventBody => ({ type: "error", code: "said", message: text });
const moved = (status: "running" | "pausing"): RunEventBody => ({
  type: "run_updated",
  status,
  changed: ["status"],
  actor: localActor,
});
const streamed = (runId: string) => readStream(runId, { after: 0, limit: 10_000 });
const archived = (runId: string) => readArchive(runId, { after: 0, limit: 10_000 });
const seqs = (events: { seq: number }[]) => events.map(({ seq }) => seq);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const rowOf = (runId: string) => database().run.findUniqueOrThrow({ where: { id: runId } });
const soon = { timeout: 10_000, interval: 20 };

async function expectBoth(runId: string, last: number): Promise<void> {
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual(upTo(last)), soon);
  await vi.waitFor(async () => expect(await archived(runId)).toEqual(await streamed(runId)), soon);
}

it("an event is in Redis before the archive has it, and in the archive within a second", async () => {
  const { runId, recorder } = await hold();
  await recorder.record(said("one"));
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual([1]), { timeout: 900, interval: 5 });
  await vi.waitFor(async () => expect(seqs(await archived(runId))).toEqual([1]), { timeout: 3_000, interval: 20 });
  expect((await rowOf(runId)).archivedTo).toBe(1);
});

it("a move is in Postgres first, and nothing that follows it overtakes it in Redis", async () => {
  const { runId, recorder } = await hold();
  await recorder.record(said("before"));
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual([1]), soon);
  await recorder.flush();
  await postgresRelay.cut();
  const move = recorder.commit({ bodies: [moved("running")], patch: { stopAfterTurn: true } });
  await vi.waitFor(() => expect(postgresRelay.open()).toBe(0));
  await recorder.record(said("after"));
  expect(seqs(await streamed(runId))).toEqual([1]);
  await postgresRelay.mend();
  expect(await move).toBe("won");
  await expectBoth(runId, 3);
  expect((await streamed(runId)).map(({ type }) => type)).toEqual(["error", "run_updated", "error"]);
  expect(await rowOf(runId)).toMatchObject({ stopAfterTurn: true });
});

it("while Postgres is away Redis keeps the events, and the archive gets them afterwards", async () => {
  const { runId, recorder } = await hold();
  await recorder.record(said("before"));
  await recorder.flush();
  await postgresRelay.cut();
  for (let n = 2; n <= 300; n += 1) await recorder.record(said(String(n)));
  // Longer than the archive's pace, so a write is under way and waits.
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual(upTo(300)), soon);
  await recorder.record(said("301"));
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual(upTo(301)), soon);
  await postgresRelay.mend();
  await expectBoth(runId, 301);
});

it("while Redis is away the archive goes on, and the stream is made whole afterwards", async () => {
  const { runId, recorder } = await hold();
  await recorder.record(said("1"));
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual([1]), soon);
  await redisRelay.cut();
  for (let n = 2; n <= 40; n += 1) await recorder.record(said(String(n)));
  expect(await recorder.commit({ bodies: [moved("running")], patch: {} })).toBe("won");
  expect(seqs(await archived(runId))).toEqual(upTo(41));
  await redisRelay.mend();
  await expectBoth(runId, 41);
  expect(recorder.lost.aborted).toBe(false);
});

it("a Redis that lost everything is filled again, and no number is used twice", async () => {
  const { runId, recorder } = await hold();
  for (let n = 1; n <= 20; n += 1) await recorder.record(said(String(n)));
  await recorder.flush();
  for (let n = 21; n <= 25; n += 1) await recorder.record(said(String(n)));
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual(upTo(25)), soon);
  await redis("publish").flushdb();
  await recorder.record(said("26"));
  await expectBoth(runId, 26);
  expect((await archived(runId)).map((event) => event.message)).toEqual(upTo(26).map(String));
  expect(await redis("read").hget(redisKeys.meta(runId), "lastSeq")).toBe("26");
});

it("a lock that ran out is set again by the holder whose claim stands", async () => {
  const { runId, claim, recorder } = await hold();
  await recorder.record(said("1"));
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual([1]), soon);
  await redis("publish").del(redisKeys.lock(runId));
  await recorder.record(said("2"));
  await expectBoth(runId, 2);
  expect(await redis("read").get(redisKeys.lock(runId))).toMatch(new RegExp(`^${claim}-`));
});

it("a higher claim at the lock refuses every later append", async () => {
  const { runId, claim, recorder } = await hold();
  await recorder.record(said("mine"));
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual([1]), soon);
  await takeLease(newLease(runId, claim + 1), 30_000);
  await recorder.record(said("too late"));
  await vi.waitFor(() => expect(recorder.lost.aborted).toBe(true), soon);
  expect(seqs(await streamed(runId))).toEqual([1]);
  await expect(recorder.record(said("never"))).rejects.toThrow();
});

it("a higher claim in the row refuses every later write", async () => {
  const { runId, recorder } = await hold();
  await recorder.record(said("mine"));
  await recorder.flush();
  await database().run.update({ where: { id: runId }, data: { claim: { increment: 1 } } });
  expect(await recorder.commit({ bodies: [moved("running")], patch: { stopAfterTurn: true } })).toBe("superseded");
  expect(recorder.lost.aborted).toBe(true);
  expect(await rowOf(runId)).toMatchObject({ stopAfterTurn: false, archivedTo: 1 });
  expect(seqs(await archived(runId))).toEqual([1]);
});

it("whoever stood still since the last write asks before it starts a child, and nobody else does", async () => {
  const [quick, stoodStill] = [await hold(), await hold()];
  for (const { runId, recorder } of [quick, stoodStill]) {
    await recorder.commit({ bodies: [moved("running")] });
    await database().run.update({ where: { id: runId }, data: { claim: { increment: 1 } } });
  }
  expect(await quick.recorder.standsUntil()).toBeGreaterThan(performance.now());
  const now = performance.now();
  const later = vi.spyOn(performance, "now").mockReturnValue(now + STORE_ANSWER_MS + 1_000);
  try {
    expect(await stoodStill.recorder.standsUntil()).toBeNull();
  } finally {
    later.mockRestore();
  }
  expect(stoodStill.recorder.lost.aborted).toBe(true);
});

it("a guarded move loses to a control that came first, and leaves no trace", async () => {
  const { runId, recorder } = await hold();
  const { controlRev } = await rowOf(runId);
  await recorder.record(said("1"));
  await database().run.update({ where: { id: runId }, data: { controlRev: { increment: 1 } } });
  const move = { bodies: [{ type: "run_resumed", actor: localActor } as const], patch: { holder: null }, controlRev };
  expect(await recorder.commit(move)).toBe("control");
  expect(await rowOf(runId)).toMatchObject({ archivedTo: 0, lastActivityText: "Queued" });
  expect((await rowOf(runId)).holder).not.toBeNull();
  expect(await recorder.commit({ bodies: [moved("pausing")], patch: {}, controlRev: controlRev + 1 })).toBe("won");
  await expectBoth(runId, 2);
  expect((await archived(runId)).map(({ type }) => type)).toEqual(["error", "run_updated"]);
  expect((await rowOf(runId)).lastActivityText).toBe("Queued");
});

it("numbers go on across reserved blocks, and each block is reserved before its first number is used", async () => {
  const { runId, recorder } = await hold();
  const count = 2 * SEQ_BLOCK + 100;
  for (let n = 1; n <= count; n += 1) {
    await recorder.record(said("x"));
    if (n % 500 === 0) expect((await rowOf(runId)).seqReserved).toBeGreaterThanOrEqual(n);
  }
  await recorder.flush();
  await expectBoth(runId, count);
  expect((await rowOf(runId)).archivedTo).toBe(count);
});

it("a log that grows fast reserves more numbers at a time, and one that does not a block", async () => {
  const { runId, recorder } = await hold();
  const reserved = async () => (await rowOf(runId)).seqReserved;
  expect(await reserved()).toBe(SEQ_BLOCK);
  let last = 0;
  let ahead = 0;
  // Sooner or later somebody who looks finds more than a block that nobody has used yet.
  while (ahead <= SEQ_BLOCK && last < 40 * SEQ_BLOCK) {
    for (let n = 0; n < SEQ_BLOCK / 4; n += 1, last += 1) await recorder.record(said("x"));
    ahead = (await reserved()) - last;
  }
  expect(ahead).toBeGreaterThan(SEQ_BLOCK);
  await recorder.flush();
  await expectBoth(runId, last);
});

it("a Redis that answers late holds the log up, one that is away does not", async () => {
  const { runId, recorder } = await hold();
  await recorder.record(said("first"));
  await vi.waitFor(async () => expect(seqs(await streamed(runId))).toEqual([1]), soon);
  redisRelay.hang();
  let recorded = 1;
  const recording = (async () => {
    for (; recorded < PUBLISH_QUEUE_MAX + 500; recorded += 1) await recorder.record(said("x"));
  })();
  await vi.waitFor(() => expect(recorded).toBeGreaterThanOrEqual(PUBLISH_QUEUE_MAX), { timeout: 4_000, interval: 20 });
  expect(recorded).toBeLessThan(PUBLISH_QUEUE_MAX + 2);
  await recording; // once the command has timed out
  await redisRelay.mend();
  await recorder.flush();
  await expectBoth(runId, recorded);
});

it("a commit whose answer got lost is recognised when it is repeated, and stands once", async () => {
  const { runId, claim } = await hold();
  const event = { ...said("once"), ts: new Date().toISOString(), runId, seq: 1 };
  const turn = {
    id: "00000000-0000-4000-8000-000000000001",
    runId,
    number: 1,
    try: 1,
    claim,
    workerId: "w",
    profile: "default",
    account: null,
    authKind: null,
    harness: "codex",
    promptSource: "config",
    promptOverride: false,
    promptHash: "h",
    promptBytes: 1,
    cliVersion: null,
    threadId: null,
    pid: null,
    startedAt: new Date(),
  };
  const commit = () =>
    commitRun(
      { runId, claim, archivedTo: 0 },
      { events: [event], patch: { currentTurn: 1 }, also: (tx) => insertTurn(tx, turn) },
    );
  expect([await commit(), await commit()]).toEqual(["won", "won"]);
  expect(seqs(await archived(runId))).toEqual([1]);
  expect(await database().turn.count({ where: { runId } })).toBe(1);
  // Without an event only the row can tell: the turn that is there already stays as it is.
  const again = { events: [], also: (tx: Parameters<typeof insertTurn>[0]) => insertTurn(tx, turn) };
  expect(await commitRun({ runId, claim, archivedTo: 1 }, again)).toBe("won");
  expect(await database().turn.count({ where: { runId } })).toBe(1);
});

it("what an agent printed never stops the record: a NUL becomes a replacement character", async () => {
  const { runId, recorder } = await hold();
  const failure = { code: "codex_error", message: "a\0b", retryable: false } as const;
  expect(await recorder.commit({ bodies: [], patch: { completionLine: "x\0y", error: failure } })).toBe("won");
  expect(await rowOf(runId)).toMatchObject({ completionLine: "x\uFFFDy", error: { message: "a\uFFFDb" } });
});
