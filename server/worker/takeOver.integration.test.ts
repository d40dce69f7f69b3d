/** Workers that die in the middle of a turn: the run goes on elsewhere, with one living child at most and one whole log. */
import { Redis } from "ioredis";
import { beforeAll, expect, it, vi } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import { endsRun } from "#server/domain/runEvents.ts";
import { readStream } from "#server/store/live/runEventLog.ts";
import { database } from "#server/store/records/database.ts";
import { outputSize } from "#server/store/records/outputStore.ts";
import { readEventsPage } from "#server/store/runHistory.ts";
import {
  addScript,
  control,
  eventsOf,
  isContiguous,
  startIn,
  story,
  untilInTurn,
  untilRun,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { livingTurns, watchTurns } from "#server/testing/markedTurns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { letGo, startInTurn } from "#server/testing/waitingRuns.ts";

const { root, newWorker } = await testWorkers();
let waits: string;

beforeAll(async () => {
  // The grandchild in a session of its own outlives a group kill.
  waits = await addScript("echo ready; setsid sleep 600 & while [ ! -e go ]; do sleep 0.05; done; kill $!");
});

const inTurn = () => startInTurn(root, { profile: waits });
const turnsOf = async (runId: string) => (await eventsOf(runId)).filter((event) => event.type.startsWith("turn_"));

it("kill -9 of the worker: another one proves the death, ends what was left, and the turn is tried again", async () => {
  const dies = await newWorker();
  const run = await inTurn();
  await newWorker();
  const watch = watchTurns(run.runId);
  dies.signal("SIGKILL");
  const killedAt = performance.now();
  await vi.waitFor(async () => expect(story(await eventsOf(run.runId))).toContain("run_recovered"), 25_000);
  // Not when a lease ran out (30 s), but at the next look.
  expect(performance.now() - killedAt).toBeLessThan(25_000);
  expect((await livingTurns(run.runId)).size).toBe(0);
  expect(await database().run.findUnique({ where: { id: run.runId } })).toMatchObject({ workerDeaths: 1 });
  await letGo(run);
  const settled = await untilSettled(run.runId);
  await watch.stop();
  expect(settled).toMatchObject({ status: "completed", stopReason: "max_turns", currentTurn: 1 });
  expect(watch.mostAtOnce()).toBe(1);
  const events = await eventsOf(run.runId);
  expect(story(events)).toEqual([
    "run_started",
    "turn_started",
    "turn_failed",
    "worker_lost",
    "run_recovered",
    "turn_started",
    "turn_completed",
    "run_completed",
  ]);
  expect(isContiguous(events)).toBe(true);
  expect(events.filter(endsRun)).toHaveLength(1);
  expect(await turnsOf(run.runId)).toMatchObject([
    { turn: 1, try: 1 },
    { turn: 1, try: 1, error: { code: "worker_lost", retryable: true } },
    { turn: 1, try: 2 },
    { turn: 1 },
  ]);
  const lost = events.find((event) => event.type === "worker_lost");
  expect(lost?.type === "worker_lost" && lost.left.length).toBeGreaterThanOrEqual(2);
  await vi.waitFor(async () => expect(await readStream(run.runId, { after: 0, limit: 100 })).toEqual(events));
  // What the dead worker had spooled stands before what the new one stored.
  const place = { turn: 1, stream: "stdout" } as const;
  expect(await outputSize(run.runId, place)).toEqual({ total: 2 * "ready\n".length, cut: null });
});

it("a run that was asked to cancel or to pause while its worker was dead is cancelled or paused", async () => {
  const dies = await newWorker();
  const [cancelled, paused] = [await inTurn(), await inTurn()];
  dies.signal("SIGKILL");
  await dies.ended;
  expect(await control(cancelled.runId, "cancel")).toBe("cancelling");
  expect(await control(paused.runId, "pause")).toBe("pausing");
  await newWorker();
  const run = await untilSettled(cancelled.runId);
  expect(run).toMatchObject({ status: "cancelled", receipt: { by: localActor, left: [] } });
  expect(run.receipt?.signals.flatMap(({ pids }) => pids).length).toBeGreaterThanOrEqual(2);
  await untilRun(paused.runId, ({ status }) => status === "paused");
  for (const { runId } of [cancelled, paused]) {
    expect((await livingTurns(runId)).size).toBe(0);
    expect(isContiguous(await eventsOf(runId))).toBe(true);
  }
  expect(story(await eventsOf(cancelled.runId)).slice(2)).toEqual([
    "run_updated",
    "turn_failed",
    "worker_lost",
    "run_recovered",
    "run_cancelled",
  ]);
});

it("the third worker that dies in the same turn fails the run for good", async () => {
  const dies = await newWorker();
  const run = await inTurn();
  await database().run.update({ where: { id: run.runId }, data: { workerDeaths: 2 } });
  dies.signal("SIGKILL");
  await newWorker();
  expect(await untilSettled(run.runId)).toMatchObject({
    status: "failed",
    stopReason: "worker_lost",
    error: { code: "worker_lost", retryable: false },
  });
  expect(story(await eventsOf(run.runId)).slice(-4)).toEqual([
    "turn_failed",
    "worker_lost",
    "run_recovered",
    "run_failed",
  ]);
});

it("a death that ends its turn for good counts in no later turn", async () => {
  const dies = await newWorker();
  const run = await startInTurn(root, { profile: waits, maxTurns: 2, onTurnFailure: "continue" });
  await database().run.update({ where: { id: run.runId }, data: { failedTries: 3, workerDeaths: 1 } });
  dies.signal("SIGKILL");
  await newWorker();
  await untilInTurn(run.runId, 2);
  expect(await database().run.findUnique({ where: { id: run.runId } })).toMatchObject({ workerDeaths: 0, turns: 1 });
  await letGo(run);
  await untilSettled(run.runId);
});

it("numbers that only a lost Redis knew are never used again: they are a stated gap", async () => {
  const dies = await newWorker();
  const run = await inTurn();
  const shown = (await readStream(run.runId, { after: 0, limit: 100 })).at(-1)?.seq ?? 0;
  dies.signal("SIGSTOP"); // it cannot fill the stream again
  const redis = new Redis(process.env.REDIS_URL ?? "");
  await redis.flushdb();
  await redis.quit();
  dies.signal("SIGKILL");
  await newWorker();
  await letGo(run);
  await untilSettled(run.runId);
  const { events, gaps, next } = await readEventsPage(run.runId, { after: 0, limit: 5_000 });
  expect(gaps).toMatchObject([{ reason: "redis_lost" }]);
  const [gap] = gaps;
  expect(gap?.to).toBeGreaterThanOrEqual(shown);
  const seqs = events.map(({ seq }) => seq);
  expect(seqs.filter((seq) => gap && seq >= gap.from && seq <= gap.to)).toEqual([]);
  expect(new Set(seqs).size).toBe(seqs.length);
  expect(next).toBe(seqs.at(-1));
  expect(seqs.length + (gap ? gap.to - gap.from + 1 : 0)).toBe(next);
});

it("what was stored and not shown when the worker died is named as skipped", async () => {
  const dies = await newWorker();
  const floods = await addScript("i=0; while [ ! -e go ]; do i=$((i+1)); echo line-$i; done; echo ready");
  const run = await startIn(root, { profile: floods, maxTurns: 1 });
  const place = { turn: 1, stream: "stdout" } as const;
  await vi.waitFor(async () => expect((await outputSize(run.runId, place))?.total).toBeGreaterThan(100_000), 20_000);
  dies.signal("SIGKILL");
  await newWorker();
  await vi.waitFor(async () => expect(story(await eventsOf(run.runId))).toContain("run_recovered"), 25_000);
  await control(run.runId, "cancel");
  const events = await eventsOf(run.runId);
  const firstTry = events.slice(
    0,
    events.findIndex(({ type }) => type === "turn_failed"),
  );
  let end = 0;
  for (const event of firstTry) {
    if (event.type === "subprocess_output") {
      expect(event.offset).toBe(end);
      end += Buffer.byteLength(event.text);
    }
    if (event.type === "output_skipped") {
      expect(event.offset).toBe(end);
      end += event.bytes;
    }
  }
  expect(firstTry.at(-1)?.type).toBe("output_skipped");
  expect((await outputSize(run.runId, place))?.total).toBeGreaterThanOrEqual(end);
});
