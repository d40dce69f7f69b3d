/** Claiming from the queue: limits under concurrency, order, and who may take what. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { addScript, makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { database } from "./database.ts";
import { claimDueRun, renewClaim, reserveSeqs, takeOverClaim, listHeldRuns } from "./runClaim.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
beforeEach(() => database().run.updateMany({ data: { runAfter: null, holder: null } }));
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

const someWorker = (change: Partial<Parameters<typeof claimDueRun>[0]> = {}) => ({
  workerId: randomUUID(),
  host: "here",
  sites: ["default"],
  startedAt: new Date(),
  redisRunId: null,
  ...change,
});
const release = (id: string) => database().run.update({ where: { id }, data: { holder: null, status: "completed" } });

it("two workers never hold more of a project or a profile than its limit, and every run is taken once", async () => {
  const profile = await addScript("true");
  await database().profile.update({ where: { name: profile }, data: { runLimit: 3 } });
  const [narrow, wide] = [`${root}/narrow`, `${root}/wide`];
  for (let n = 0; n < 30; n += 1) await startIn(root, { profile, workingDir: n % 2 ? narrow : wide });
  await database().project.update({ where: { path: narrow }, data: { runLimit: 2 } });
  const workers = [someWorker(), someWorker()];
  const taken: string[] = [];
  let most = { profile: 0, project: 0 };
  const look = async () => {
    const held = await database().run.findMany({ where: { holder: { not: null } }, include: { project: true } });
    const inNarrow = held.filter((run) => run.project.path === narrow).length;
    most = { profile: Math.max(most.profile, held.length), project: Math.max(most.project, inNarrow) };
  };
  // Eight slots at once, far more than the limits allow.
  const slots = Array.from({ length: 8 }, async (_, slot) => {
    while (taken.length < 30) {
      const run = await claimDueRun(workers[slot % 2] ?? someWorker());
      await look();
      if (!run) continue;
      taken.push(run.id);
      await sleep(25); // as a turn would
      await look();
      await release(run.id);
    }
  });
  await Promise.all(slots);
  expect(most.profile).toBeLessThanOrEqual(3);
  expect(most.project).toBeLessThanOrEqual(2);
  expect(most.profile).toBeGreaterThan(1);
  expect(new Set(taken).size).toBe(30);
  expect(taken).toHaveLength(30);
});

it("the highest priority comes first, then who has waited longest", async () => {
  const [low, first, second, high] = [
    await startIn(root, { priority: -5 }),
    await startIn(root, {}),
    await startIn(root, {}),
    await startIn(root, { priority: 7 }),
  ];
  const order: (string | undefined)[] = [];
  for (let n = 0; n < 5; n += 1) order.push((await claimDueRun(someWorker()))?.id);
  expect(order).toEqual([high.runId, first.runId, second.runId, low.runId, undefined]);
});

it("a claim grows the fence, empties the queue's date and pins the run to the host", async () => {
  const { runId } = await startIn(root, {});
  const worker = someWorker({ redisRunId: "the-server" });
  const row = await claimDueRun(worker);
  expect(row).toMatchObject({ id: runId, claim: 1, holder: worker.workerId, host: "here", runAfter: null });
  expect(row).toMatchObject({ redisRunId: "the-server", seqReserved: 1_024 });
  await database().run.update({ where: { id: runId }, data: { holder: null, runAfter: new Date(0) } });
  expect(await claimDueRun(someWorker({ host: "elsewhere" }))).toBeNull();
  expect(await claimDueRun(someWorker())).toMatchObject({ claim: 2 });
});

it("what is not due, of another site, paused or settled is nobody's to take", async () => {
  const rows = [
    { runAfter: new Date(Date.now() + 60_000) },
    { site: "elsewhere" },
    { status: "paused" },
    { status: "cancelled" },
    { runAfter: null },
    { holder: "somebody" },
  ];
  for (const data of rows) {
    const { runId } = await startIn(root, {});
    await database().run.update({ where: { id: runId }, data });
  }
  expect(await claimDueRun(someWorker())).toBeNull();
  expect(await claimDueRun(someWorker({ sites: ["default", "elsewhere"] }))).not.toBeNull();
});

it("only the claim that stands may renew or reserve, and a take-over needs the row as it was seen", async () => {
  const { runId } = await startIn(root, {});
  await claimDueRun(someWorker());
  const seen = (await listHeldRuns("here")).find((run) => run.runId === runId);
  if (!seen) throw new Error("The run is not held.");
  const mine = { runId, claim: 1 };
  expect(await renewClaim(mine)).toMatchObject({ status: "queued", controlRev: 0 });
  // It was renewed meanwhile, so its holder lives.
  expect(await takeOverClaim(seen, someWorker())).toBeNull();
  const again = (await listHeldRuns("here")).find((run) => run.runId === runId);
  expect(await takeOverClaim(again ?? seen, someWorker())).toMatchObject({ claim: 2 });
  expect(await takeOverClaim(again ?? seen, someWorker())).toBeNull();
  expect(await renewClaim(mine)).toBeNull();
  expect(await reserveSeqs(mine, 9_000)).toBe(false);
  expect(await reserveSeqs({ runId, claim: 2 }, 9_000)).toBe(true);
  expect(await listHeldRuns("elsewhere")).toEqual([]);
});
