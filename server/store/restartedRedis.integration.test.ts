/** A held run's log over a Redis that is killed and comes back: who takes over later trusts what it has. */
import { killableRedis } from "#server/testing/killableRedis.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { holdNextRun } from "#server/testing/heldRun.ts";
import { closeRedis, redis, redisRunId } from "./live/redis.ts";
import { readStream } from "./live/runEventLog.ts";
import { newLease, takeLease } from "./live/runLease.ts";
import { openRecorderAfterLoss } from "./openRecorder.ts";
import { database } from "./records/database.ts";
import { runIncludes } from "./records/runSnapshot.ts";
import { readEventsPage } from "./runHistory.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const soon = { timeout: 20_000, interval: 20 };

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(async () => {
  await Promise.all([closeRedis(), database().$disconnect()]);
  await killableRedis.stop();
});

const rowOf = (runId: string) => database().run.findUniqueOrThrow({ where: { id: runId }, include: runIncludes });

it("a Redis that started again and lost nothing is named anew: of what it took since then nothing is given up", async () => {
  await startIn(root, {});
  const { runId, claim, recorder } = await holdNextRun();
  const note = (text: string) => recorder.record({ type: "error", code: "made_up", message: text });
  const untilStreamed = (count: number) =>
    vi.waitFor(async () => expect(await readStream(runId, { after: 0, limit: 10 })).toHaveLength(count), soon);
  await redis("publish").config("SET", "appendfsync", "always");
  await note("one");
  await untilStreamed(1);
  await recorder.flush();
  const before = (await rowOf(runId)).redisRunId;
  await killableRedis.kill();
  await killableRedis.start();
  await vi.waitFor(() => redis("publish").ping(), soon);

  // Nothing failed, and nobody noticed: the run was silent meanwhile.
  await note("two");
  await untilStreamed(2);
  recorder.lose("its worker dies before this is archived");
  const dead = await rowOf(runId);
  expect(dead).toMatchObject({ archivedTo: 1, redisRunId: await redisRunId() });
  expect(dead.redisRunId).not.toBe(before);

  await database().run.update({ where: { id: runId }, data: { claim: { increment: 1 } } });
  const lease = newLease(runId, claim + 1);
  await takeLease(lease, 30_000);
  const next = await openRecorderAfterLoss(lease, await rowOf(runId), new AbortController().signal);
  await next.record({ type: "error", code: "made_up", message: "three" });
  await next.flush();
  await next.close();
  const { events, gaps } = await readEventsPage(runId, { after: 0, limit: 100 });
  expect({ seqs: events.map(({ seq }) => seq), gaps }).toEqual({ seqs: [1, 2, 3], gaps: [] });
});
