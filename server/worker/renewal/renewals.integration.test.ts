/** The renewing thread beside a worker that has no time. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { redisKeys } from "#server/store/live/redisKeys.ts";
import { closeRedis, redis } from "#server/store/live/redis.ts";
import { newLease, takeLease } from "#server/store/live/runLease.ts";
import { database } from "#server/store/records/database.ts";
import { claimDueRun } from "#server/store/records/runClaim.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { closeRenewals, prepareRenewals, renew } from "./renewals.ts";

const LEASE_MS = 3_000;
vi.hoisted(() => {
  process.env.CODI_LEASE_MS = "3000";
});

let root: string;

beforeAll(async () => {
  root = await makeRoot();
  await prepareRenewals();
});
afterAll(() => Promise.all([closeRenewals(), closeRedis(), database().$disconnect()]));

async function held() {
  const { runId } = await startIn(root, {});
  const row = await claimDueRun({
    workerId: "w",
    host: "a-test",
    sites: ["default"],
    startedAt: new Date(),
    redisRunId: null,
  });
  if (row?.id !== runId) throw new Error("The run is not due.");
  const lease = newLease(runId, row.claim);
  await takeLease(lease, LEASE_MS);
  return lease;
}
const heartbeat = async (runId: string) =>
  (await database().run.findUniqueOrThrow({ where: { id: runId } })).heartbeatAt?.getTime() ?? 0;

/** Nothing of this thread runs meanwhile: no timer, no answer of a store. */
function beBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it("a worker that is busy for longer than its lease keeps its claim in both stores", async () => {
  const lease = await held();
  const over = new AbortController();
  const heard: unknown[] = [];
  const news = (async () => {
    for await (const one of renew(lease).news(over.signal)) heard.push(one);
  })();
  await vi.waitFor(() => expect(heard).not.toEqual([]), 4_000);
  const before = await heartbeat(lease.runId);
  const heardBefore = heard.length;
  beBusy(LEASE_MS + 1_500);
  expect(await heartbeat(lease.runId)).toBeGreaterThan(before + LEASE_MS / 2);
  expect(await redis("read").get(redisKeys.lock(lease.runId))).toBe(lease.token);
  await vi.waitFor(() => expect(heard.length).toBeGreaterThan(heardBefore + 1), 4_000);
  expect(heard.filter((one) => typeof one === "object" && one !== null && "lost" in one)).toEqual([]);
  over.abort();
  await news;
});

it("what is let go is renewed no more", async () => {
  const lease = await held();
  const over = new AbortController();
  for await (const _ of renew(lease).news(over.signal)) over.abort();
  await vi.waitFor(async () => expect(await redis("read").get(redisKeys.lock(lease.runId))).toBeNull(), 6_000);
  const last = await heartbeat(lease.runId);
  await sleep(LEASE_MS / 3 + 500); // longer than it would take to renew it
  expect(await heartbeat(lease.runId)).toBe(last);
});
