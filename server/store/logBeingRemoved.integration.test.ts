/** A log in the middle of its removal: whoever reads it then gets each event once, or is told that it is gone and why. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeRoot } from "#server/testing/commandRuns.ts";
import { oldRun } from "#server/testing/oldRun.ts";
import { closeRedis } from "./live/redis.ts";
import { forgetStreams } from "./live/runEventLog.ts";
import { database } from "./records/database.ts";
import { appendOutputChunk, outputSize } from "./records/outputStore.ts";
import { getRun } from "./records/runReads.ts";
import { removeLogStep } from "./removeLogStep.ts";
import { readEventsPage, readRunFrames } from "./runHistory.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

const stdout = { turn: 1, stream: "stdout" } as const;
const take = (runId: string, atOnce: number) => removeLogStep([runId], { setting: 30, atOnce });
const gapsOf = async (runId: string) => (await readEventsPage(runId, { after: 0, limit: 5_000 })).gaps;
const isRemoved = async (runId: string) => (await getRun(runId)).logRemovedAt !== null;

async function until(done: () => Promise<boolean>, act: () => Promise<unknown>): Promise<void> {
  for (let step = 0; !(await done()); step += 1) {
    expect(step).toBeLessThan(100);
    await act();
  }
}

it("what was lost before keeps its own reason, while the log goes and after it", async () => {
  const { runId } = await oldRun(root, { chunks: 8, beside: 0 });
  await forgetStreams([runId]);
  await database().eventChunk.deleteMany({ where: { runId, firstSeq: { in: [3, 4] } } });
  const lost = { from: 3, to: 4, reason: "redis_lost" };
  await database().gap.create({ data: { runId, fromSeq: 3, toSeq: 4, reason: "redis_lost" } });
  expect(await gapsOf(runId)).toEqual([lost]);
  await take(runId, 1);
  expect(await gapsOf(runId)).toEqual([{ from: 1, to: 1, reason: "retention" }, lost]);
  await take(runId, 2);
  const before = { from: 1, to: 2, reason: "retention" };
  expect(await gapsOf(runId)).toEqual([before, lost, { from: 5, to: 5, reason: "retention" }]);
  await until(
    () => isRemoved(runId),
    () => take(runId, 3),
  );
  const told = { next: 9, gaps: [before, lost, { from: 5, to: 8, reason: "retention" }] };
  expect(await readEventsPage(runId, { after: 0, limit: 100 })).toMatchObject({ ...told, events: [{ seq: 9 }] });
  expect(await readEventsPage(runId, { after: 3, limit: 100 })).toMatchObject({
    gaps: [
      { ...lost, from: 4 },
      { from: 5, to: 8 },
    ],
  });
});

it("viewers who read while it goes have each number once, in order, or told as gone", async () => {
  const { runId } = await oldRun(root, { chunks: 60, beside: 3 });
  const end = (await getRun(runId)).lastSeq;
  let step = 0;
  const viewers: Promise<{ after: number; covered: number[] }>[] = [];
  const seen = async (after: number) => {
    const covered: number[] = [];
    for await (const frame of readRunFrames(runId, { after, signal: new AbortController().signal }))
      if (frame.kind === "events") covered.push(...frame.events.map(({ seq }) => seq));
      else for (let { from } = frame.gap; from <= frame.gap.to; from += 1) covered.push(from);
    return { after, covered };
  };
  await until(
    () => isRemoved(runId),
    async () => {
      // Each from elsewhere: what two ask alike is read once.
      for (const from of [0, 20, 40]) viewers.push(seen(from + step));
      step += 1;
      await take(runId, 5);
    },
  );
  expect(step).toBeGreaterThan(12);
  for (const { after, covered } of await Promise.all(viewers))
    expect(covered).toEqual(Array.from({ length: end - after }, (_, n) => after + 1 + n));
});

it("output goes after every event that could name it", async () => {
  const [one, other] = [await oldRun(root, { printed: 4, beside: 3 }), await oldRun(root, { printed: 4, beside: 0 })];
  const runIds = [one.runId, other.runId];
  await until(
    () => isRemoved(other.runId),
    async () => {
      await removeLogStep(runIds, { setting: 30, atOnce: 1 });
      for (const runId of runIds) {
        const { events } = await readEventsPage(runId, { after: 0, limit: 100 });
        const isWhole = (await outputSize(runId, stdout))?.cut === null;
        if (events.length > 1) expect([runId, isWhole]).toEqual([runId, true]);
      }
    },
  );
});

it("output that a worker had kept on disk comes before the removal or not at all", async () => {
  const { runId } = await oldRun(root, { printed: 0 });
  let storing: Promise<boolean> = Promise.resolve(true);
  await database().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM run WHERE id = ${runId} FOR UPDATE`;
    const bytes = Buffer.from("late\n");
    storing = appendOutputChunk({ runId, claim: 9, ...stdout, firstByte: 0, firstLine: 0, lines: 1, bytes });
    await vi.waitFor(async () => expect(await waitingForLocks()).toBe(1), { timeout: 10_000 });
    await tx.$executeRaw`UPDATE run SET log_removed_at = now() WHERE id = ${runId}`;
  });
  expect(await storing).toBe(false);
  expect(await outputSize(runId, stdout)).toBeNull();
});

async function waitingForLocks(): Promise<number> {
  const [row] = await database().$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row.count;
}
