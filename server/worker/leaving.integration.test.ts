/** Workers that are asked to leave in the middle of a turn: what they finish, what goes on elsewhere, and how soon they are gone. */
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it, vi } from "vitest";
import { database } from "#server/store/records/database.ts";
import {
  addProfile,
  control,
  eventsOf,
  fake,
  startIn,
  untilInTurn,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { livingTurns, watchTurns } from "#server/testing/markedTurns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { addWaiting, letGo, startInTurn } from "#server/testing/waitingRuns.ts";

const { root, newWorker } = await testWorkers();
let waits: string;

beforeAll(async () => {
  waits = await addWaiting();
});

const inTurn = () => startInTurn(root, { profile: waits });
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
  expect(await control(stubborn.runId, "cancel")).toBe("cancelled");
});
