/** Workers that are asked to leave in the middle of a turn: what they finish, what goes on elsewhere, and how soon they are gone. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { controlRun } from "#server/commands/controlRun.ts";
import { localActor } from "#server/domain/actor.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { database } from "#server/store/records/database.ts";
import {
  addProfile,
  addScript,
  eventsOf,
  fake,
  makeRoot,
  startIn,
  type Started,
  untilInTurn,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { livingTurns, watchTurns } from "#server/testing/markedTurns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";

// Many real processes at once: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let root: string;
let waits: string;

const newWorker = testWorkers();
const control = (runId: string, action: string) => controlRun({ runId, actor: localActor, control: { action } });
const letGo = ({ workingDir }: Started) => writeFile(join(workingDir, "go"), "");

beforeAll(async () => {
  root = await makeRoot();
  waits = await addScript("echo ready; while [ ! -e go ]; do sleep 0.05; done");
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

async function inTurn(): Promise<Started> {
  const run = await startIn(root, { profile: waits, maxTurns: 1 });
  await untilInTurn(run.runId);
  return run;
}
const turnsOf = async (runId: string) => (await eventsOf(runId)).filter((event) => event.type.startsWith("turn_"));

it("SIGTERM without a drain time interrupts the turn, and it goes on with another worker", async () => {
  const leaves = await newWorker();
  const run = await inTurn();
  await newWorker();
  const watch = watchTurns(run.runId);
  leaves.signal("SIGTERM");
  expect(await leaves.ended).toBe(0);
  await untilInTurn(run.runId);
  await letGo(run);
  await untilSettled(run.runId);
  await watch.stop();
  expect(watch.mostAtOnce()).toBe(1);
  expect(await turnsOf(run.runId)).toMatchObject([
    { type: "turn_started", try: 1 },
    { type: "turn_failed", try: 1, error: { code: "interrupted", retryable: true } },
    { type: "turn_started", try: 2 },
    { type: "turn_completed" },
  ]);
  expect(await database().run.findUnique({ where: { id: run.runId } })).toMatchObject({
    failedTries: 0,
    workerDeaths: 0,
  });
});

it("SIGTERM with a drain time lets the turn end and takes nothing more; a second one is now", async () => {
  const leaves = await newWorker({ CODI_DRAIN_MS: "60000" });
  const [first, second] = [await inTurn(), await inTurn()];
  leaves.signal("SIGTERM");
  await vi.waitFor(() => expect(leaves.log()).toContain("worker drains"), 10_000);
  const late = await startIn(root, { profile: waits });
  await letGo(first);
  expect(await untilSettled(first.runId)).toMatchObject({ status: "completed" });
  expect(await turnsOf(second.runId)).toHaveLength(1);
  await sleep(1_100); // longer than the look that would take it
  expect((await eventsOf(late.runId)).length).toBe(0);
  leaves.signal("SIGTERM");
  expect(await leaves.ended).toBe(0);
  expect(await turnsOf(second.runId)).toMatchObject([{}, { error: { code: "interrupted" } }]);
  for (const { runId } of [second, late]) await control(runId, "cancel");
});

it("after a second SIGTERM the worker and its stubborn child are gone within two seconds", async () => {
  const leaves = await newWorker({ CODI_DRAIN_MS: "60000", CODI_KILL_GRACE_MS: "30000" });
  const stubborn = await startIn(root, { profile: await addProfile(fake("ignoresSigterm")) });
  await untilInTurn(stubborn.runId);
  leaves.signal("SIGTERM");
  await vi.waitFor(() => expect(leaves.log()).toContain("worker drains"), 10_000);
  leaves.signal("SIGTERM");
  const askedAt = performance.now();
  expect(await leaves.ended).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(2_000);
  expect((await livingTurns(stubborn.runId)).size).toBe(0);
  expect((await control(stubborn.runId, "cancel")).status).toBe("cancelled");
});
