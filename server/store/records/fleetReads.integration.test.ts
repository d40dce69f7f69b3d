/** The one sentence out of what the stores hold: workers as they come and go, limits as they fill. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, it } from "vitest";
import { closeRedis } from "#server/store/live/redis.ts";
import { addScript, insertRunFor } from "#server/testing/commandRuns.ts";
import { closeDatabase, database } from "./database.ts";
import { readOverview } from "./overviewReads.ts";
import { getRun, listWaiting } from "./runReads.ts";
import { beatWorker, listWorkers, registerWorker, retireWorker } from "./workerTable.ts";

beforeEach(async () => {
  await database().run.updateMany({ data: { runAfter: null, holder: null } });
  await database().worker.deleteMany();
});
afterAll(() => Promise.all([closeRedis(), closeDatabase()]));

async function startWorker(slots = 1, host = "here"): Promise<string> {
  const id = randomUUID();
  const process = { bootId: "boot", pidNamespace: "1", pid: 1, processStart: "1", version: "1" };
  await registerWorker({ id, host, sites: ["default"], slots, ...process });
  return id;
}
const silence = (id: string) =>
  database().worker.update({ where: { id }, data: { heartbeatAt: new Date(Date.now() - 60_000) } });

async function makeRun(data: { status?: string; holder?: string; host?: string } = {}, profile = "default") {
  const runId = await insertRunFor({ workingDir: `/srv/${randomUUID()}`, profile });
  await database().run.update({ where: { id: runId }, data: { ...data, ...(data.holder ? { runAfter: null } : {}) } });
  return runId;
}
const sentence = async (runId: string) => (await getRun(runId)).waiting?.text ?? null;

it("a run that waits for a slot is told its place, which moves with the line", async () => {
  await makeRun({ status: "running", holder: await startWorker() });
  const [first, second] = [await makeRun(), await makeRun()];
  expect(await sentence(first)).toBe("Every worker slot is in use; it is next.");
  expect(await sentence(second)).toBe("Every worker slot is in use; 1 run is before it.");
  await database().run.update({ where: { id: first }, data: { status: "cancelled", runAfter: null } });
  expect(await sentence(second)).toBe("Every worker slot is in use; it is next.");
  await startWorker();
  expect(await sentence(second)).toBeNull();
});

it("the runs of every profile of an account count, and those of a site", async () => {
  const [one, two] = [await addScript("true"), await addScript("true")];
  await database().profile.update({ where: { name: one }, data: { account: "team", runLimit: 2 } });
  await database().profile.update({ where: { name: two }, data: { account: "team" } });
  const worker = await startWorker(9);
  for (const profile of [one, two]) await makeRun({ status: "running", holder: worker }, profile);
  expect(await sentence(await makeRun({}, two))).toBe("Account team runs 2 of 2; it is next.");
  const other = await makeRun();
  expect(await sentence(other)).toBeNull();
  await database().site.create({ data: { name: "default", runLimit: 2 } });
  expect(await sentence(other)).toBe("Site default runs 2 of 2; it is next.");
  await database().site.deleteMany();
});

it("workers that drain take nothing, and what they hold does not wait", async () => {
  const worker = await startWorker();
  const held = await makeRun({ status: "running", holder: worker });
  await beatWorker(worker, true);
  expect(await sentence(await makeRun())).toBe("Every worker of site default is shutting down.");
  expect(await sentence(held)).toBeNull();
});

it.each(["running", "pausing", "cancelling"])(
  "a run that is %s in the hands of a worker that is gone says so, on its page and in the fleet",
  async (status) => {
    const dead = await startWorker();
    const runId = await makeRun({ status, holder: dead, host: "here" });
    expect(await sentence(runId)).toBeNull();
    await silence(dead);
    const alone = { code: "host_away", text: expect.stringContaining("no worker is online on here") as string };
    expect(await getRun(runId)).toMatchObject({ held: true, waiting: alone });
    await startWorker();
    const taken = { code: "no_worker", text: expect.stringContaining("Another one takes over") as string };
    expect((await getRun(runId)).waiting).toMatchObject(taken);
    expect((await listWaiting()).map((run) => [run.runId, run.waiting?.code])).toEqual([[runId, "no_worker"]]);
  },
);

it("what waits is listed as the line stands: nobody's worker first, then who is due, then who is not", async () => {
  const worker = await startWorker(3);
  const busy = await insertRunFor({ workingDir: "/srv/busy", profile: "default" });
  await database().run.update({ where: { id: busy }, data: { status: "running", holder: worker, runAfter: null } });
  const older = await insertRunFor({ workingDir: "/srv/busy", profile: "default" });
  const fair = await insertRunFor({ workingDir: "/srv/idle", profile: "default" });
  const later = await makeRun();
  await database().run.update({ where: { id: later }, data: { runAfter: new Date(Date.now() + 60_000), priority: 9 } });
  const lost = await makeRun({ status: "running", holder: randomUUID(), host: "here" });
  expect((await listWaiting()).map((run) => run.runId)).toEqual([lost, fair, older, later]);
});

it("a worker that was stopped in order is missed by nobody, one that died is", async () => {
  const [online, died, stopped] = [await startWorker(), await startWorker(), await startWorker()];
  await silence(died);
  await retireWorker(stopped);
  expect((await readOverview()).workers).toMatchObject({ online: 1, known: 2 });
  const shown = new Map((await listWorkers()).map((worker) => [worker.workerId, worker]));
  expect(shown.get(online)).toMatchObject({ online: true, stopped: false });
  expect(shown.get(died)).toMatchObject({ online: false, stopped: false });
  expect(shown.get(stopped)).toMatchObject({ online: false, stopped: true });
});

it("a worker is shown for as long as it holds a run, however long it is gone", async () => {
  const [holding, gone] = [await startWorker(), await startWorker()];
  const long = { heartbeatAt: new Date(Date.now() - 7_200_000) };
  await database().worker.updateMany({ where: { id: { in: [holding, gone] } }, data: long });
  await makeRun({ status: "running", holder: holding });
  expect((await listWorkers()).map((worker) => worker.workerId)).toEqual([holding]);
});
