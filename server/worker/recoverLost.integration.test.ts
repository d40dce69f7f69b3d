/** What workers look for by themselves: processes of no run, runs of hosts that are away, streams that lack their end. */
import { randomUUID } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { redis } from "#server/store/live/redis.ts";
import { redisKeys } from "#server/store/live/redisKeys.ts";
import { readStream } from "#server/store/live/runEventLog.ts";
import { newLease, takeLease } from "#server/store/live/runLease.ts";
import { database } from "#server/store/records/database.ts";
import { outputSize } from "#server/store/records/outputStore.ts";
import {
  addScript,
  control,
  eventsOf,
  isContiguous,
  startIn,
  story,
  untilRun,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { newMark, outputOf, startFake } from "#server/testing/fakes/startFake.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { openSpool, SPOOL_LABEL, type SpoolLabel } from "./output/spool.ts";
import { spoolFolder } from "./spoolFolder.ts";
import { readProcess } from "./process/processTable.ts";

const { root, newWorker } = await testWorkers({ CODI_LEASE_MS: "3000" });
const isAlive = (pid: number) => readProcess(pid)?.zombie === false;

it("processes that no run owns are ended before the first claim; marks of other installations are left alone", async () => {
  const { runId } = await startIn(root, { profile: await addScript("echo hi"), maxTurns: 1 });
  await database().run.update({ where: { id: runId }, data: { runAfter: null, turnUuid: randomUUID() } });
  const [ours, theirs] = [{ ...newMark(), runId }, newMark()];
  const [orphan, stranger] = [
    await startFake("ignoresSigterm", { mark: ours }),
    await startFake("ignoresSigterm", { mark: theirs }),
  ];
  await Promise.all([outputOf(orphan).until(/ready/), outputOf(stranger).until(/ready/)]);
  await newWorker();
  expect(isAlive(orphan.pid)).toBe(false);
  expect(isAlive(stranger.pid)).toBe(true);
  process.kill(stranger.pid, "SIGKILL");
});

/** A run in a turn on another host, whose worker is not online. */
async function heldElsewhere(): Promise<string> {
  const { runId } = await startIn(root, { profile: await addScript("echo hi"), maxTurns: 1 });
  const holder = await database().worker.create({
    data: {
      id: randomUUID(),
      host: "far-away",
      bootId: "b",
      pidNamespace: "n",
      pid: 1,
      processStart: "1",
      version: "0",
      sites: ["default"],
      slots: 1,
      heartbeatAt: new Date(0),
    },
  });
  await database().run.update({
    where: { id: runId },
    data: {
      status: "running",
      publishedStatus: "running",
      startedAt: new Date(),
      holder: holder.id,
      host: "far-away",
      claim: 1,
      heartbeatAt: new Date(),
      runAfter: null,
      inTurn: true,
      turnOpen: true,
      currentTurn: 1,
      currentTry: 1,
      seqReserved: 1_024,
    },
  });
  return runId;
}

it("a run whose host is away is said to have lost its worker, waits for the host, and obeys controls meanwhile", async () => {
  const [waits, pausing] = [await heldElsewhere(), await heldElsewhere()];
  await control(pausing, "pause");
  await newWorker();
  await untilRun(pausing, ({ status }) => status === "paused");
  const run = await untilRun(waits, ({ waiting }) => waiting?.code === "host_away");
  expect(run.status).toBe("running");
  const events = await eventsOf(waits);
  expect(story(events)).toEqual(["turn_failed", "worker_lost", "run_recovered"]);
  expect(events.at(-1)).toMatchObject({
    did: "Nobody could look at far-away: what is left there ends when a worker starts.",
  });
  expect(await control(waits, "cancel")).toBe("cancelled");
});

it("a run of another host with a worker there is left to it", async () => {
  const runId = await heldElsewhere();
  await database().worker.updateMany({
    where: { host: "far-away" },
    data: { heartbeatAt: new Date(Date.now() + 600_000) },
  });
  // One that nobody leaves to anybody, taken over when the other one might have been.
  const away = await heldElsewhere();
  await database().run.update({ where: { id: away }, data: { host: "nowhere" } });
  await newWorker();
  await untilRun(away, ({ waiting }) => waiting?.code === "host_away");
  expect(await database().run.findUnique({ where: { id: runId } })).toMatchObject({ claim: 1, status: "running" });
  await database().worker.updateMany({ where: { host: "far-away" }, data: { heartbeatAt: new Date(0) } });
});

it("a holder that renews only one store is alive", async () => {
  const [inRow, inRedis] = [await heldElsewhere(), await heldElsewhere()];
  const lost = await heldElsewhere();
  await takeLease(newLease(inRedis, 1), 60_000);
  const beatOnce = () => database().run.updateMany({ where: { id: inRow }, data: { heartbeatAt: new Date() } });
  const beat = setInterval(() => void beatOnce().then(), 500);
  await newWorker();
  await untilRun(lost, ({ waiting }) => waiting?.code === "host_away");
  clearInterval(beat);
  expect(await database().run.findUnique({ where: { id: inRedis } })).toMatchObject({ claim: 1 });
  expect(await database().run.findUnique({ where: { id: inRow } })).toMatchObject({ claim: 1 });
});

it("a settled run gets the end of its stream however long ago it settled", async () => {
  await newWorker();
  const { runId } = await startIn(root, { profile: await addScript("echo hi"), maxTurns: 1 });
  await untilSettled(runId);
  const ended = () => database().run.findUnique({ where: { id: runId }, select: { streamEnded: true } });
  await vi.waitFor(async () => expect(await ended()).toEqual({ streamEnded: true }), 20_000);
  // As if Redis had been away when it settled, and for a day after that.
  await redis("publish").del(redisKeys.events(runId));
  const settledAt = new Date(Date.now() - 86_400_000);
  await database().run.update({ where: { id: runId }, data: { streamEnded: false, settledAt } });
  const events = await eventsOf(runId);
  await vi.waitFor(async () => expect(await readStream(runId, { after: 0, limit: 100 })).toEqual(events), 20_000);
  expect(isContiguous(events)).toBe(true);
});

it("what a dead worker had spooled for a run that nobody holds is stored before anything is claimed", async () => {
  const { runId } = await startIn(root, { profile: await addScript("echo hi"), maxTurns: 1 });
  await database().run.update({ where: { id: runId }, data: { runAfter: null, claim: 3 } });
  const folder = spoolFolder();
  const spool = await openSpool({ folder, runId, turn: 1, claim: 1, maxBytes: 1_000_000, store: async () => true });
  spool.write("stdout", Buffer.from("left\n"));
  await spool.close({ signal: AbortSignal.abort() });
  for (const name of await readdir(folder)) {
    const path = join(folder, name, SPOOL_LABEL);
    const label = JSON.parse(await readFile(path, "utf8")) as SpoolLabel;
    await writeFile(path, JSON.stringify({ ...label, owner: { ...label.owner, startTime: "long ago" } }));
  }
  await newWorker();
  expect(await outputSize(runId, { turn: 1, stream: "stdout" })).toEqual({ total: 5, cut: null });
  expect(await readdir(folder)).toEqual([]);
});
