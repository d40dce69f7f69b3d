/** What a round takes away and what it never does, on real stores: the log is true before, in the middle and after. */
import { redisRelay } from "#server/testing/redisRelay.ts";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { pinRun } from "#server/commands/pinRun.ts";
import { localActor } from "#server/domain/actor.ts";
import { REMOVE_ADVISORY_LOCK, REMOVE_ROWS_AT_ONCE, REMOVE_RUNS_AT_ONCE } from "#server/domain/limits.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { oldRun } from "#server/testing/oldRun.ts";
import { closeRedis, redis } from "./live/redis.ts";
import { redisKeys } from "./live/redisKeys.ts";
import { database } from "./records/database.ts";
import { listRemovable } from "./records/logRemoval.ts";
import { appendOutputChunk, outputSize } from "./records/outputStore.ts";
import { getRun } from "./records/runReads.ts";
import { insertPrompt } from "./records/turnTable.ts";
import { readEventsPage } from "./runHistory.ts";
import { removeLogStep } from "./removeLogStep.ts";
import { removeOldLogs } from "./removeOldLogs.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterEach(async () => {
  await redisRelay.mend();
  // What a test leaves must not go in the round of the next one.
  await database().run.updateMany({ data: { pinned: true } });
});
afterAll(async () => {
  await Promise.all([closeRedis(), database().$disconnect()]);
  await redisRelay.close();
});

const round = (setting: number | null = 30) => removeOldLogs({ setting, signal: new AbortController().signal });
const rowsOf = async (runId: string) => ({
  events: await database().eventChunk.count({ where: { runId } }),
  output: await database().outputChunk.count({ where: { runId } }),
  prompts: await database().prompt.count({ where: { sha256: { in: await hashesOf(runId) } } }),
});
const hashesOf = async (runId: string) =>
  (await database().turn.findMany({ where: { runId } })).map((turn) => turn.promptHash);
const whole = (runId: string) => readEventsPage(runId, { after: 0, limit: 5_000 });
const removedAt = async (runId: string) => (await getRun(runId)).logRemovedAt;

describe("a log whose time has come", () => {
  it("goes but for its last event; the run, its turns and what was done to it stay", async () => {
    const { runId } = await oldRun(root, { chunks: 3, beside: 2 });
    const before = { run: await getRun(runId), turns: await database().turn.findMany({ where: { runId } }) };
    const end = (await whole(runId)).events.at(-1);
    expect(end).toMatchObject({ type: "run_completed", seq: 6 });
    expect(await rowsOf(runId)).toEqual({ events: 4, output: 2, prompts: 1 });
    await round();
    expect(await rowsOf(runId)).toEqual({ events: 1, output: 0, prompts: 0 });
    expect(await whole(runId)).toEqual({ events: [end], next: 6, gaps: [{ from: 1, to: 5, reason: "retention" }] });
    expect(await whole(runId)).toEqual(await readEventsPage(runId, { after: 0, limit: 1 }));
    const run = await getRun(runId);
    expect(run.logRemovedAt).not.toBeNull();
    const { logRemovedAt, rev, updatedAt } = run;
    expect(run).toEqual({ ...before.run, logRemovedAt, rev, updatedAt });
    expect(await database().turn.findMany({ where: { runId } })).toEqual(before.turns);
    const audit = await database().auditEntry.findMany({ where: { runId }, orderBy: { at: "asc" } });
    expect(audit.map(({ action, detail }) => [action, detail])).toEqual([
      ["start", expect.anything()],
      ["remove-log", { keepDays: 30 }],
    ]);
    expect(await round()).toMatchObject({ isWhole: true });
    expect(await whole(runId)).toMatchObject({ next: 6 });
  });

  it("leaves an end that stands in a chunk of its own as it is", async () => {
    const { runId } = await oldRun(root, { chunks: 2, beside: 0 });
    const [end] = await database().eventChunk.findMany({ where: { runId }, orderBy: { lastSeq: "desc" }, take: 1 });
    await round();
    expect(await database().eventChunk.findMany({ where: { runId } })).toEqual([end]);
    expect((await whole(runId)).gaps).toEqual([{ from: 1, to: 2, reason: "retention" }]);
  });

  it("is gone from Redis first, and stays while Redis is away", async () => {
    const { runId } = await oldRun(root);
    expect(await redis("read").exists(redisKeys.events(runId))).toBe(1);
    await redisRelay.cut();
    await expect(round()).rejects.toThrow();
    expect(await rowsOf(runId)).toEqual({ events: 4, output: 2, prompts: 1 });
    await redisRelay.mend();
    await vi.waitFor(() => round(), { timeout: 10_000 });
    expect(await redis("read").exists(redisKeys.events(runId))).toBe(0);
    expect(await rowsOf(runId)).toMatchObject({ events: 1, output: 0 });
  });

  it("goes up to a last chunk that cannot be read, which keeps nobody else's from going", async () => {
    const [{ runId }, other] = [await oldRun(root, { beside: 4 }), await oldRun(root, { days: 39 })];
    const content = Buffer.from("not compressed");
    await database().eventChunk.updateMany({ where: { runId, rows: 5 }, data: { content } });
    await round();
    expect(await database().gap.findMany({ where: { runId } })).toMatchObject([{ fromSeq: 1, toSeq: 3 }]);
    expect(await rowsOf(other.runId)).toMatchObject({ events: 1, output: 0 });
  });

  it("takes no output any more that a worker had kept on disk", async () => {
    const { runId } = await oldRun(root, { printed: 0 });
    const chunk = { runId, claim: 9, turn: 1, stream: "stdout", firstLine: 0, lines: 1 } as const;
    expect(await appendOutputChunk({ ...chunk, firstByte: 0, bytes: Buffer.from("late\n") })).toBe(true);
    await round();
    expect(await appendOutputChunk({ ...chunk, firstByte: 5, bytes: Buffer.from("later\n") })).toBe(false);
    expect(await outputSize(runId, { turn: 1, stream: "stdout" })).toBeNull();
  });
});

describe("never goes", () => {
  it("a pinned log, one of a run that is not settled, a younger one, one whose stream may lack its end", async () => {
    const pinned = await oldRun(root);
    await pinRun({ runId: pinned.runId, actor: localActor, pinned: true });
    const young = await oldRun(root, { days: 29.9 });
    const unended = await oldRun(root);
    await database().run.update({ where: { id: unended.runId }, data: { streamEnded: false } });
    const active = await oldRun(root);
    await database().run.update({ where: { id: active.runId }, data: { status: "paused", settledAt: null } });
    await round();
    for (const { runId } of [pinned, young, unended, active])
      expect(await rowsOf(runId)).toEqual({ events: 4, output: 2, prompts: 1 });
    await pinRun({ runId: pinned.runId, actor: localActor, pinned: false });
    await round();
    expect(await removedAt(pinned.runId)).not.toBeNull();
  });

  it("a log of a project with more days than the setting, nor any when nothing says how many", async () => {
    const [more, fewer, usual] = [await oldRun(root), await oldRun(root), await oldRun(root)];
    const setDays = (projectId: string, keepDays: number) =>
      database().project.update({ where: { id: projectId }, data: { keepDays } });
    await setDays(more.projectId, 41);
    await round(null);
    expect(await removedAt(usual.runId)).toBeNull();
    await setDays(fewer.projectId, 39);
    await round(null);
    const gone = async () => [
      (await removedAt(more.runId)) !== null,
      (await removedAt(fewer.runId)) !== null,
      (await removedAt(usual.runId)) !== null,
    ];
    expect(await gone()).toEqual([false, true, false]);
    await round(30);
    expect(await gone()).toEqual([false, true, true]);
  });

  it("a prompt that a run needs whose log is kept", async () => {
    const prompt = "The same for both.";
    const [old, young] = [await oldRun(root, { prompt }), await oldRun(root, { prompt, days: 1 })];
    await round();
    expect(await rowsOf(old.runId)).toMatchObject({ events: 1, prompts: 1 });
    await database().run.update({ where: { id: young.runId }, data: { settledAt: new Date(0) } });
    await round();
    expect(await rowsOf(young.runId)).toMatchObject({ events: 1, prompts: 0 });
  });

  it("a prompt that a turn is about to name", async () => {
    const prompt = "Named just now.";
    const { runId } = await oldRun(root, { prompt });
    const [sha256 = ""] = await hashesOf(runId);
    const next = await startIn(root, {});
    let removing: Promise<unknown> = Promise.resolve();
    await database().$transaction(async (tx) => {
      await insertPrompt(tx, { sha256, text: prompt, bytes: 15 });
      removing = round();
      await vi.waitFor(async () => expect(await waitingForLocks()).toBeGreaterThan(0), { timeout: 10_000 });
      const turn = await tx.turn.findFirstOrThrow({ where: { runId } });
      await tx.turn.create({ data: { ...turn, id: crypto.randomUUID(), runId: next.runId } as never });
    });
    await removing;
    expect(await removedAt(runId)).not.toBeNull();
    expect(await database().prompt.count({ where: { sha256 } })).toBe(1);
  });
});

async function waitingForLocks(): Promise<number> {
  const [row] = await database().$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row.count;
}

describe("a step", () => {
  it("is bounded; what is in the middle says so, and can still be pinned", async () => {
    const { runId, projectId } = await oldRun(root, { chunks: REMOVE_ROWS_AT_ONCE + 50 });
    const last = (await getRun(runId)).lastSeq;
    expect(await listRemovable({ projectId, days: 30 })).toEqual([runId]);
    const step = await removeLogStep([runId], { setting: 30 });
    expect(step).toMatchObject({ runs: 0, rows: REMOVE_ROWS_AT_ONCE, events: REMOVE_ROWS_AT_ONCE });
    const { events, gaps } = await whole(runId);
    expect(gaps).toEqual([{ from: 1, to: REMOVE_ROWS_AT_ONCE, reason: "retention" }]);
    expect(events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: last - REMOVE_ROWS_AT_ONCE }, (_, n) => REMOVE_ROWS_AT_ONCE + 1 + n),
    );
    await pinRun({ runId, actor: localActor, pinned: true });
    await round();
    expect((await whole(runId)).events).toEqual(events);
    expect(await removedAt(runId)).toBeNull();
    await pinRun({ runId, actor: localActor, pinned: false });
    await round();
    expect(await whole(runId)).toEqual({
      events: events.slice(-1),
      next: last,
      gaps: [{ from: 1, to: last - 1, reason: "retention" }],
    });
  });

  it("takes so many runs, and passes over those that somebody has locked", async () => {
    const { runId, projectId } = await oldRun(root);
    await database().$executeRaw`
      INSERT INTO run SELECT copied.* FROM run, generate_series(1, ${REMOVE_RUNS_AT_ONCE}) AS age,
        LATERAL jsonb_populate_record(run, jsonb_build_object('id', 'r_' || gen_random_uuid(),
          'settled_at', run.settled_at + age * interval '1 second', 'number', nextval(pg_get_serial_sequence('run', 'number')))) AS copied WHERE run.id = ${runId}`;
    const first = await listRemovable({ projectId, days: 30 });
    expect(first.length).toBe(REMOVE_RUNS_AT_ONCE);
    await database().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM run WHERE id = ${first[0]} FOR UPDATE`;
      expect(await removeLogStep(first, { setting: 30 })).toMatchObject({ runs: REMOVE_RUNS_AT_ONCE - 1 });
    });
    await round();
    expect(await listRemovable({ projectId, days: 30 })).toEqual([]);
  });

  it("is one worker's at a time: another one leaves the rest to it", async () => {
    const { runId } = await oldRun(root);
    await database().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${REMOVE_ADVISORY_LOCK})`;
      expect(await round()).toMatchObject({ isWhole: false });
      expect(await rowsOf(runId)).toEqual({ events: 4, output: 2, prompts: 1 });
    });
    expect(await round()).toMatchObject({ isWhole: true });
    expect(await removedAt(runId)).not.toBeNull();
  });
});
