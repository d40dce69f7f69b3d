import { describe, expect, test } from "vitest";
import type { WorkerView } from "#server/domain/run.ts";
import { oldestWait, toFigures, toGone, toHosts, waitsSince } from "./fleetFigures.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString();
const run = { runId: "r", number: 1, name: "n", status: "running", turn: 1, turnStartedAt: null } as const;
const worker = (workerId: string, more: Partial<WorkerView> = {}): WorkerView => ({
  workerId,
  host: "build-5",
  pid: 1,
  version: "1",
  sites: ["default"],
  slots: 3,
  startedAt: at(0),
  heartbeatAt: at(30),
  online: true,
  draining: false,
  stopped: false,
  doing: [],
  ...more,
});

describe("the table of workers", () => {
  test("stands by host and by age, in whatever order heartbeats come", () => {
    const workers = [
      worker("young", { startedAt: at(9) }),
      worker("elsewhere", { host: "a-host" }),
      worker("old", { startedAt: at(1) }),
    ];
    const order = (given: WorkerView[]) =>
      toHosts(given).map(({ host, workers: there }) => [host, ...there.map(({ workerId }) => workerId)]);
    expect(order(workers)).toEqual([
      ["a-host", "elsewhere"],
      ["build-5", "old", "young"],
    ]);
    expect(order(workers.toReversed())).toEqual(order(workers));
  });

  test("keeps a worker that is gone for as long as it has runs in hand, and lists the others apart", () => {
    const holding = worker("holding", { online: false, doing: [run] });
    const away = worker("away", { online: false });
    const longAway = worker("long away", { online: false, heartbeatAt: at(1) });
    const all = [longAway, holding, away];
    expect(toHosts(all).flatMap(({ workers }) => workers)).toEqual([holding]);
    expect(toGone(all)).toEqual([away, longAway]);
  });
});

test("slots of workers that are gone count for nothing", () => {
  const workers = [worker("a", { doing: [run], draining: true }), worker("b", { online: false, doing: [run] })];
  expect(toFigures(workers)).toEqual({ online: 1, known: 2, hosts: 1, slots: 3, used: 1, draining: 1 });
});

test("a worker that was stopped in order is not missing", () => {
  const workers = [worker("a"), worker("died", { online: false }), worker("b", { online: false, stopped: true })];
  expect(toFigures(workers)).toMatchObject({ online: 1, known: 2 });
});

describe("waiting", () => {
  const fresh = { createdAt: at(10), startedAt: null, updatedAt: at(20) };
  const between = { createdAt: at(1), startedAt: at(2), updatedAt: at(30) };

  test("begins with the start request, and after a turn with the worker's leave", () => {
    expect(waitsSince(fresh)).toBe(Date.parse(at(10)));
    expect(waitsSince(between)).toBe(Date.parse(at(30)));
  });

  test("is as old as the run that waits longest; unknown without one", () => {
    expect(oldestWait([between, fresh], Date.parse(at(40)))).toBe(30_000);
    expect(oldestWait([], 0)).toBeNull();
  });
});
