/** Workers that remove old logs by themselves: from their start on, one at a time, and on after a kill in the middle. */
import { expect, it, vi } from "vitest";
import { database } from "#server/store/records/database.ts";
import { outputSize } from "#server/store/records/outputStore.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { readEventsPage } from "#server/store/runHistory.ts";
import { oldRun } from "#server/testing/oldRun.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";

const CHUNKS = 6_000; // more than ten steps, each with a pause behind it

const { root, newWorker } = await testWorkers({ CODI_KEEP_DAYS: "30" });
const soon = { timeout: 30_000, interval: 10 };
const stdout = { turn: 1, stream: "stdout" } as const;

/** One that printed for hours. */
async function longRun(): Promise<string> {
  const { runId } = await oldRun(root, { printed: 1 });
  await database().$executeRaw`
    INSERT INTO output_chunk (run_id, turn, stream, first_byte, first_line, bytes, lines, content)
    SELECT run_id, turn, stream, n * bytes, n, bytes, lines, content
    FROM output_chunk, generate_series(1, ${CHUNKS}) AS n WHERE run_id = ${runId}`;
  return runId;
}

it("a worker removes what is too old; killed in the middle, it leaves a log that is true, and the next one goes on", async () => {
  const [young, runId] = [await oldRun(root, { days: 3 }), await longRun()];
  const whole = await outputSize(runId, stdout);
  const first = await newWorker();
  await vi.waitFor(async () => expect((await outputSize(runId, stdout))?.cut).not.toBeNull(), soon);
  first.signal("SIGKILL");
  await first.ended;
  const left = await outputSize(runId, stdout);
  expect(left).toMatchObject({ total: whole?.total, cut: { from: 0 } });
  expect((await getRun(runId)).logRemovedAt).toBeNull();
  const stated = { events: [{ type: "run_completed", seq: 5 }], gaps: [{ from: 1, to: 4, reason: "retention" }] };
  const inTheMiddle = await readEventsPage(runId, { after: 0, limit: 100 });
  expect(inTheMiddle.gaps[0]?.from).toBe(1);
  expect(inTheMiddle.next).toBe(5);
  await newWorker();
  await vi.waitFor(async () => expect((await getRun(runId)).logRemovedAt).not.toBeNull(), soon);
  expect(await outputSize(runId, stdout)).toBeNull();
  expect(await readEventsPage(runId, { after: 0, limit: 100 })).toMatchObject(stated);
  expect((await readEventsPage(young.runId, { after: 0, limit: 100 })).gaps).toEqual([]);
});

it("several workers remove each log once", async () => {
  const runs = [];
  for (let n = 0; n < 4; n += 1) runs.push((await oldRun(root)).runId);
  await Promise.all([newWorker(), newWorker(), newWorker()]);
  for (const runId of runs)
    await vi.waitFor(async () => expect((await getRun(runId)).logRemovedAt).not.toBeNull(), soon);
  const removals = await database().auditEntry.findMany({ where: { action: "remove-log", runId: { in: runs } } });
  expect(removals.map((entry) => entry.runId).sort()).toEqual(runs.sort());
});
