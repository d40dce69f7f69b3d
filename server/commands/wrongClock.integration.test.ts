/** A web process whose clock is an hour wrong: what it starts, stops and says has the time of the record all the same. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { database } from "#server/store/records/database.ts";
import { listWorkers } from "#server/store/records/workerTable.ts";
import { control, eventsOf, startIn, untilRun, untilSettled } from "#server/testing/commandRuns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { addWaiting, letGo, startInTurn } from "#server/testing/waitingRuns.ts";

const HOUR_MS = 3_600_000;
const NEAR_MS = 60_000;

const { root, newWorker } = await testWorkers({ CODI_LEASE_MS: "3000" }, { endedAfter: "all" });
let waits: string;

beforeAll(async () => {
  waits = await addWaiting();
  await newWorker();
});
afterAll(() => vi.useRealTimers());

async function recordTime(): Promise<number> {
  const [row] = await database().$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  return row?.now.getTime() ?? Number.NaN;
}

describe.each([
  { clock: "ahead", shiftMs: HOUR_MS },
  { clock: "behind", shiftMs: -HOUR_MS },
])("a web process whose clock is an hour $clock", ({ shiftMs }) => {
  // This process is the web: the commands run in it.
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: (await recordTime()) + shiftMs });
  });

  it("stamps its starts and controls with the record's time", async () => {
    const run = await startInTurn(root, { profile: waits });
    expect(await control(run.runId, "pause", { mode: "now" })).toBe("pausing");
    const { createdAt, updatedAt } = await untilRun(run.runId, ({ status }) => status === "paused");
    expect(await control(run.runId, "cancel")).toBe("cancelled");
    const { settledAt, receipt } = await untilSettled(run.runId);
    const now = await recordTime();
    const stamps = [
      createdAt,
      updatedAt,
      settledAt,
      receipt?.requestedAt,
      receipt?.endedAt,
      ...(await eventsOf(run.runId)).map(({ ts }) => ts),
    ];
    for (const stamp of stamps) expect(Math.abs(Date.parse(stamp ?? "") - now)).toBeLessThan(NEAR_MS);
  });

  it("starts and resumes what is due at once, and a pause counts towards no limit", async () => {
    const run = await startInTurn(root, { profile: waits, limits: { wallSec: 600 } });
    expect(await control(run.runId, "pause", { mode: "now" })).toBe("pausing");
    await untilRun(run.runId, ({ status }) => status === "paused");
    expect(await control(run.runId, "resume")).toBe("running");
    await letGo(run);
    expect(await untilSettled(run.runId, 20_000)).toMatchObject({ status: "completed", stopReason: "max_turns" });
  });

  it("knows who is online, and does not take a worker for lost", async () => {
    expect(await listWorkers()).toMatchObject([{ online: true }]);
    const { runId } = await startIn(root, { profile: waits });
    await untilRun(runId, ({ status }) => status === "running");
    expect(await control(runId, "cancel")).toBe("cancelling");
    await untilSettled(runId);
  });
});
