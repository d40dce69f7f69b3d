/** Keeping a claim alive while stores come and go: what counts as lost, what does not, and how soon a control is heard. */
import { postgresRelay } from "#server/testing/postgresRelay.ts";
import { redisRelay } from "#server/testing/redisRelay.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { controlRun } from "#server/commands/controlRun.ts";
import { localActor } from "#server/domain/actor.ts";
import { closeRedis, redis } from "#server/store/live/redis.ts";
import { redisKeys } from "#server/store/live/redisKeys.ts";
import { newLease, takeLease } from "#server/store/live/runLease.ts";
import { database } from "#server/store/records/database.ts";
import type { ControlState } from "#server/store/records/claimRenewal.ts";
import { claimDueRun } from "#server/store/records/runClaim.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { listenForControl } from "./listenForControl.ts";
import { closeRenewals, prepareRenewals } from "./renewal/renewals.ts";

// Before anything reads its settings.
vi.hoisted(() => {
  process.env.CODI_LEASE_MS = "3000";
});

vi.setConfig({ testTimeout: 30_000 });

let root: string;
const over: AbortController[] = [];

beforeAll(async () => {
  root = await makeRoot();
  await prepareRenewals();
});
afterEach(async () => {
  for (const signal of over.splice(0)) signal.abort();
  await Promise.all([postgresRelay.mend(), redisRelay.mend()]);
});
afterAll(async () => {
  await Promise.all([closeRenewals(), closeRedis(), database().$disconnect()]);
  await Promise.all([postgresRelay.close(), redisRelay.close()]);
});

/** A claimed run and what its listener said so far. */
async function listen() {
  await startIn(root, {});
  const row = await claimDueRun({
    workerId: "w",
    host: "a-test",
    sites: ["default"],
    startedAt: new Date(),
    redisRunId: null,
  });
  if (!row) throw new Error("No run is due.");
  const lease = newLease(row.id, row.claim);
  await takeLease(lease, 30_000);
  const ended = new AbortController();
  over.push(ended);
  const heard: ControlState[] = [];
  const lost: string[] = [];
  const options = { after: "0-0", signal: ended.signal, onLost: (why: string) => void lost.push(why) };
  const done = (async () => {
    for await (const control of listenForControl(lease, options)) heard.push(control);
  })();
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  return { runId: row.id, lease, heard, lost, done };
}
const soon = { timeout: 4_000, interval: 20 };
const heartbeat = async (runId: string) =>
  (await database().run.findUniqueOrThrow({ where: { id: runId } })).heartbeatAt?.getTime() ?? 0;

it("a control is heard at once, long before the next renewal", async () => {
  const { runId, heard } = await listen();
  await controlRun({ runId, actor: localActor, control: { action: "cancel" } });
  await vi.waitFor(() => expect(heard.at(-1)?.status).toBe("cancelling"), { timeout: 900, interval: 10 });
});

it("both stores are renewed while nothing happens", async () => {
  const { runId, heard } = await listen();
  const before = await heartbeat(runId);
  await redis("publish").pexpire(redisKeys.lock(runId), 1_500);
  await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(3), soon);
  expect(await heartbeat(runId)).toBeGreaterThan(before);
  expect(await redis("read").pttl(redisKeys.lock(runId))).toBeGreaterThan(1_500);
});

it("a higher claim in the row or at the lock is a loss", async () => {
  const [row, lock] = [await listen(), await listen()];
  await database().run.update({ where: { id: row.runId }, data: { claim: { increment: 1 } } });
  await takeLease(newLease(lock.runId, lock.lease.claim + 1), 30_000);
  await Promise.all([row.done, lock.done]);
  expect(row.lost).toEqual(["a higher claim holds the row"]);
  expect(lock.lost).toEqual(["a higher claim holds the lock"]);
});

it("a missing lock is set again", async () => {
  const { runId, lease, lost } = await listen();
  await redis("publish").del(redisKeys.lock(runId));
  await vi.waitFor(async () => expect(await redis("read").get(redisKeys.lock(runId))).toBe(lease.token), soon);
  expect(lost).toEqual([]);
});

it("one store is enough to live on; with neither it is given up before another may take over", async () => {
  const { lost, done } = await listen();
  await redisRelay.cut();
  await sleep(3_500); // longer than the lease
  expect(lost).toEqual([]);
  await postgresRelay.cut();
  const cutAt = performance.now();
  await done;
  expect(lost).toEqual(["neither store could be renewed"]);
  expect(performance.now() - cutAt).toBeLessThan(20_000);
});
