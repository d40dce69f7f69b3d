/** Workers whose clock is an hour wrong, or becomes it in the middle of a turn: delays, limits and leases last as long as with a right one. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { database } from "#server/store/records/database.ts";
import { listWorkers } from "#server/store/records/workerTable.ts";
import { getRun } from "#server/store/records/runReads.ts";
import {
  addProfile,
  addScript,
  control,
  eventsOf,
  type Started,
  startIn,
  story,
  untilInTurn,
  untilRun,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import type { TestWorker } from "#server/testing/startWorker.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { addWaiting, letGo } from "#server/testing/waitingRuns.ts";

const HOUR_MS = 3_600_000;
const LEASE_MS = 3_000;
/** More than a test ever takes, and far less than the hour. */
const AMPLE_SEC = 600;
const clocks = [
  { clock: "an hour ahead", site: "ahead", shiftMs: HOUR_MS },
  { clock: "an hour behind", site: "behind", shiftMs: -HOUR_MS },
] as const;

const { root, newWorker } = await testWorkers({}, { endedAfter: "all" });
let waits: string;
let quick: string;

beforeAll(async () => {
  waits = await addWaiting();
  quick = await addScript("echo ready");
  // The right one recovers what seems lost, whatever the site.
  for (const { site, shiftMs } of [...clocks, { site: "right", shiftMs: 0 }]) await workerAt(site, { shiftMs });
});

function workerAt(site: string, { shiftMs = 0, jumpMs = 0 }): Promise<TestWorker> {
  return newWorker({
    CODI_SITES: site,
    CODI_LEASE_MS: String(LEASE_MS),
    CODI_WORKER_CONCURRENCY: "16",
    NODE_OPTIONS: `--import ${join(process.cwd(), "server", "testing", "fakes", "shiftsClock.mjs")}`,
    SHIFT_CLOCK_MS: String(shiftMs),
    JUMP_CLOCK_MS: String(jumpMs),
  });
}

type Config = Parameters<typeof startIn>[1];

/** Nobody serves the site that a run begins with. */
async function startAt(site: string, config: Config): Promise<Started> {
  const run = await startIn(root, config);
  await moveTo(run, site);
  return run;
}
const moveTo = ({ runId }: Started, site: string) => database().run.update({ where: { id: runId }, data: { site } });
const soon = { timeout: 20_000, interval: 25 };

/** Between the end of one turn and the beginning of the next, by the clock of the worker that did both. */
async function pauseBetweenTurns(runId: string): Promise<number> {
  const [, ended, begun] = (await eventsOf(runId)).filter((event) => event.type.startsWith("turn_"));
  return Date.parse(begun?.ts ?? "") - Date.parse(ended?.ts ?? "");
}

describe.each(clocks)("a worker whose clock is $clock", ({ site }) => {
  it.concurrent("waits out a delay", async () => {
    const { runId } = await startAt(site, { profile: quick, loopDelaySec: 1.5, maxTurns: 2 });
    expect((await untilRun(runId, ({ waiting }) => waiting?.code === "delay")).currentTurn).toBe(1);
    expect(await untilSettled(runId)).toMatchObject({ status: "completed", stopReason: "max_turns" });
    const waited = await pauseBetweenTurns(runId);
    expect(waited).toBeGreaterThanOrEqual(1_450);
    expect(waited).toBeLessThan(15_000);
  });

  it.concurrent("waits out a back-off", async () => {
    const command = join(root, `comes-later-${site}.sh`);
    const { runId } = await startAt(site, { profile: await addProfile([command]), maxTurns: 1 });
    await untilRun(runId, ({ waiting }) => waiting?.code === "backoff");
    await writeFile(command, "#!/bin/sh\necho at last\n", { mode: 0o755 });
    expect(await untilSettled(runId)).toMatchObject({ status: "completed" });
    const waited = await pauseBetweenTurns(runId);
    expect(waited).toBeGreaterThanOrEqual(1_950);
    expect(waited).toBeLessThan(15_000);
  });

  it.concurrent("is online, keeps its run through a turn longer than the lease, and nobody takes it", async () => {
    const run = await startAt(site, { profile: waits, maxTurns: 1 });
    await untilInTurn(run.runId);
    await sleep(LEASE_MS + 2_000); // a lease, and the look of another worker after it
    const worker = (await listWorkers()).find(({ sites }) => sites.includes(site));
    expect(worker?.online).toBe(true);
    expect(worker?.doing.map(({ runId }) => runId)).toContain(run.runId);
    await letGo(run);
    expect(await untilSettled(run.runId)).toMatchObject({ status: "completed" });
    expect(story(await eventsOf(run.runId))).toEqual([
      "run_started",
      "turn_started",
      "turn_completed",
      "run_completed",
    ]);
  });

  it.concurrent("parks a run at its time limit, and not before", async () => {
    const run = await startAt(site, { profile: waits, limits: { wallSec: 3 } });
    await untilInTurn(run.runId);
    const begunAt = performance.now();
    expect(await untilRun(run.runId, ({ status }) => status === "paused", 20_000)).toMatchObject({
      pause: { reason: "budget" },
    });
    // The child has said something a moment after the run began.
    expect(performance.now() - begunAt).toBeGreaterThan(1_000);
  });

  it.concurrent("says when a run began by the same clock as everybody else", async () => {
    const { runId } = await startAt(site, { profile: quick, maxTurns: 1 });
    const { startedAt, createdAt, settledAt } = await untilSettled(runId);
    for (const at of [startedAt, settledAt])
      expect(Math.abs(Date.parse(at ?? "") - Date.parse(createdAt))).toBeLessThan(60_000);
  });

  it.concurrent("does not count a pause towards the time limit", async () => {
    const run = await paused(site, AMPLE_SEC);
    await letGo(run);
    expect(await control(run.runId, "resume")).toBe("running");
    expect(await untilSettled(run.runId, 20_000)).toMatchObject({ status: "completed", stopReason: "max_turns" });
  });

  it.concurrent("still knows the time limit after a pause", async () => {
    const run = await paused(site, 6);
    expect(await control(run.runId, "resume")).toBe("running");
    await untilRun(run.runId, ({ pause }) => pause?.reason === "budget", 20_000);
  });
});

/** In the middle of its first turn, by its worker. */
async function paused(site: string, wallSec: number): Promise<Started> {
  const run = await startAt(site, { profile: waits, maxTurns: 1, limits: { wallSec } });
  await untilInTurn(run.runId);
  await control(run.runId, "pause", { mode: "now" });
  expect((await untilRun(run.runId, ({ status }) => status === "paused")).pause).toMatchObject({ reason: "manual" });
  return run;
}

describe.each(clocks)("a clock that jumps to $clock in the middle of a turn", ({ site, shiftMs }) => {
  it.concurrent("neither parks the run nor takes it from its worker", async () => {
    const jumps = await workerAt(`jumps ${site}`, { jumpMs: shiftMs });
    const run = await startAt(`jumps ${site}`, { profile: waits, maxTurns: 2, limits: { wallSec: AMPLE_SEC } });
    await untilInTurn(run.runId);
    jumps.signal("SIGUSR2");
    await vi.waitFor(() => expect(jumps.log()).toContain("the clock jumped"), soon);
    await sleep(LEASE_MS + 2_000); // a lease, and the look of another worker after it
    await letGo(run);
    expect(await untilSettled(run.runId)).toMatchObject({ status: "completed", stopReason: "max_turns" });
    expect(story(await eventsOf(run.runId))).not.toContain("worker_lost");
    const [turn] = await database().turn.findMany({ where: { runId: run.runId, number: 1 } });
    expect(turn?.durationMs).toBeGreaterThan(LEASE_MS);
    expect(turn?.durationMs).toBeLessThan(60_000);
  });
});

describe.each(clocks)("a run that comes from a worker whose clock is $clock", ({ site }) => {
  async function handedOver(wallSec: number): Promise<Started> {
    const run = await startAt(site, { profile: waits, maxTurns: 2, loopDelaySec: 0.5, limits: { wallSec } });
    await untilInTurn(run.runId);
    await moveTo(run, "right");
    await letGo(run);
    await untilInTurn(run.runId, 2);
    const { startedAt, createdAt } = await getRun(run.runId);
    expect(Math.abs(Date.parse(startedAt ?? "") - Date.parse(createdAt))).toBeLessThan(60_000);
    return run;
  }

  it.concurrent("is not parked before its time", async () => {
    const { runId } = await handedOver(AMPLE_SEC);
    expect(await untilSettled(runId, 20_000)).toMatchObject({ status: "completed", stopReason: "max_turns" });
  });

  it.concurrent("is parked in time", async () => {
    const run = await startAt(site, { profile: waits, maxTurns: null, loopDelaySec: 0.5, limits: { wallSec: 8 } });
    await untilInTurn(run.runId);
    await moveTo(run, "right");
    await letGo(run);
    // Turn after turn, by the other worker, until the limit.
    await untilRun(run.runId, ({ pause }) => pause?.reason === "budget", 30_000);
    expect((await getRun(run.runId)).currentTurn).toBeGreaterThan(1);
  });
});
