/** Claiming from the queue: limits under concurrency, order, and who may take what. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { addScript, insertRunFor, makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { database } from "./database.ts";
import { renewClaim } from "./claimRenewal.ts";
import { claimDueRun, reserveSeqs, takeOverClaim, listHeldRuns } from "./runClaim.ts";
import { lockRun } from "./runTable.ts";

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
async function limitedProfile(data: { runLimit: number | null; account: string | null }): Promise<string> {
  const name = await addScript("true");
  await database().profile.update({ where: { name }, data });
  return name;
}
const release = (id: string) => database().run.update({ where: { id }, data: { holder: null, status: "completed" } });

it("two workers never hold more of a project, profile, account or site than its limit, and every run is taken once", async () => {
  const COUNT = 24;
  const [first, second, alone, free] = [
    await limitedProfile({ runLimit: 3, account: "team" }),
    await limitedProfile({ runLimit: null, account: "team" }),
    await limitedProfile({ runLimit: 1, account: null }),
    await limitedProfile({ runLimit: null, account: null }),
  ];
  const [narrow, wide] = [`${root}/narrow`, `${root}/wide`];
  for (let n = 0; n < COUNT; n += 1)
    await startIn(root, {
      profile: [first, second, alone, free][n % 4] ?? free,
      workingDir: n % 8 < 4 ? narrow : wide,
    });
  await database().project.update({ where: { path: narrow }, data: { runLimit: 2 } });
  await database().site.create({ data: { name: "default", runLimit: 5 } });
  const workers = [someWorker(), someWorker()];
  const taken: string[] = [];
  const most = { project: 0, account: 0, profile: 0, site: 0 };
  const look = async () => {
    const held = await database().run.findMany({ where: { holder: { not: null } }, include: { project: true } });
    const count = (of: keyof typeof most, is: (run: (typeof held)[number]) => boolean) =>
      (most[of] = Math.max(most[of], held.filter(is).length));
    count("project", (run) => run.project.path === narrow);
    count("account", (run) => run.profileName === first || run.profileName === second);
    count("profile", (run) => run.profileName === alone);
    count("site", () => true);
  };
  let empty = 0;
  // Eight slots at once, far more than the limits allow. A turn lasts until somebody finds nothing more to take.
  const slots = Array.from({ length: 8 }, async (_, slot) => {
    while (taken.length < COUNT) {
      const run = await claimDueRun(workers[slot % 2] ?? someWorker());
      await look();
      if (!run) empty += 1;
      if (!run) continue;
      taken.push(run.id);
      for (const before = empty; before === empty && taken.length < COUNT;) await sleep(1);
      await look();
      await release(run.id);
    }
  });
  try {
    await Promise.all(slots);
  } finally {
    await database().site.deleteMany();
  }
  expect(most.project).toBeLessThanOrEqual(2);
  expect(most.account).toBeLessThanOrEqual(3);
  expect(most.account).toBeGreaterThan(1);
  expect(most.profile).toBe(1);
  expect(most.site).toBe(5);
  expect(new Set(taken).size).toBe(COUNT);
  expect(taken).toHaveLength(COUNT);
}, 60_000);

const claimAll = async (count: number) => {
  const order: (string | undefined)[] = [];
  for (let n = 0; n < count; n += 1) order.push((await claimDueRun(someWorker()))?.id);
  return order;
};

it("the highest priority comes first, then who has waited longest", async () => {
  const [low, first, second, high] = [
    await startIn(root, { priority: -5 }),
    await startIn(root, {}),
    await startIn(root, {}),
    await startIn(root, { priority: 7 }),
  ];
  expect(await claimAll(5)).toEqual([high.runId, first.runId, second.runId, low.runId, undefined]);
});

it("within a priority the project that holds the fewest runs comes first: fifty runs of one keep no other waiting", async () => {
  const [crowd, pair] = [`${root}/crowd`, `${root}/pair`];
  const many: string[] = [];
  for (let n = 0; n < 50; n += 1) many.push(await insertRunFor({ workingDir: crowd, profile: "default" }));
  const few = [await startIn(root, { workingDir: pair }), await startIn(root, { workingDir: pair })];
  expect(await claimAll(6)).toEqual([many[0], few[0]?.runId, many[1], few[1]?.runId, many[2], many[3]]);
  // Priority is strict: a project that holds more than the others is first where its run is more urgent.
  const urgent = await startIn(root, { workingDir: crowd, priority: 1 });
  const other = await startIn(root, { workingDir: pair });
  expect(await claimAll(2)).toEqual([urgent.runId, other.runId]);
});

it("an account's limit is the smallest of its profiles, and holds for each of them", async () => {
  const wide = await limitedProfile({ runLimit: 9, account: "shared" });
  const narrow = await limitedProfile({ runLimit: 2, account: "shared" });
  const open = await limitedProfile({ runLimit: null, account: "shared" });
  const other = await limitedProfile({ runLimit: 1, account: "another" });
  const started: string[] = [];
  for (const profile of [wide, open, wide, narrow, open, other]) started.push((await startIn(root, { profile })).runId);
  expect(await claimAll(4)).toEqual([started[0], started[1], started[5], undefined]);
  await release(started[0] ?? "");
  expect(await claimAll(2)).toEqual([started[2], undefined]);
});

it("a site runs no more than its limit, whatever another site runs", async () => {
  await database().site.create({ data: { name: "lab", runLimit: 1 } });
  const started: string[] = [];
  for (const site of ["lab", "lab", "default"]) {
    const { runId } = await startIn(root, {});
    await database().run.update({ where: { id: runId }, data: { site } });
    started.push(runId);
  }
  const next = async () => (await claimDueRun(someWorker({ sites: ["default", "lab"] })))?.id;
  expect([await next(), await next(), await next()]).toEqual([started[0], started[2], undefined]);
  await database().site.deleteMany();
  expect(await next()).toBe(started[1]);
});

it("a run that a command has locked is passed over, and keeps nobody waiting", async () => {
  const [locked, second] = [await startIn(root, {}), await startIn(root, {})];
  await database().$transaction(async (tx) => {
    await lockRun(tx, locked.runId);
    expect(await claimAll(2)).toEqual([second.runId, undefined]);
  });
  expect(await claimAll(1)).toEqual([locked.runId]);
});

it("a worker holds one run at a time that another death would make poison, and any other beside it", async () => {
  const worker = someWorker();
  const suspects = [await startIn(root, {}), await startIn(root, {})].map(({ runId }) => runId);
  await database().run.updateMany({ where: { id: { in: suspects } }, data: { workerDeaths: 2 } });
  const { runId: other } = await startIn(root, {});
  const order: (string | undefined)[] = [];
  for (let n = 0; n < 3; n += 1) order.push((await claimDueRun(worker))?.id);
  expect(order).toEqual([suspects[0], other, undefined]);
  await release(suspects[0] ?? "");
  expect((await claimDueRun(worker))?.id).toBe(suspects[1]);
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

it("a block of seqs whose answer got lost is reserved by asking again, and none is ever given back", async () => {
  const { runId } = await startIn(root, {});
  await claimDueRun(someWorker());
  const mine = { runId, claim: 1 };
  expect([await reserveSeqs(mine, 5_000), await reserveSeqs(mine, 5_000)]).toEqual([true, true]);
  expect(await reserveSeqs(mine, 4_000)).toBe(false);
  expect((await database().run.findUniqueOrThrow({ where: { id: runId } })).seqReserved).toBe(5_000);
});

it("only the claim that stands may renew or reserve, and a take-over needs the row as it was seen", async () => {
  const { runId } = await startIn(root, {});
  await claimDueRun(someWorker());
  const seen = (await listHeldRuns()).find((run) => run.runId === runId);
  if (!seen) throw new Error("The run is not held.");
  const mine = { runId, claim: 1 };
  expect(await renewClaim(mine)).toMatchObject({ status: "queued", controlRev: 0 });
  // It was renewed meanwhile, so its holder lives.
  expect(await takeOverClaim(seen, someWorker())).toBeNull();
  const again = (await listHeldRuns()).find((run) => run.runId === runId);
  expect(await takeOverClaim(again ?? seen, someWorker())).toMatchObject({ claim: 2 });
  expect(await takeOverClaim(again ?? seen, someWorker())).toBeNull();
  expect(await renewClaim(mine)).toBeNull();
  expect(await reserveSeqs(mine, 9_000)).toBe(false);
  expect(await reserveSeqs({ runId, claim: 2 }, 9_000)).toBe(true);
  expect(await listHeldRuns()).toMatchObject([{ runId, claim: 2, host: "here", hostIsServed: false }]);
});
