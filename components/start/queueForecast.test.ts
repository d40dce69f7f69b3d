import { expect, test } from "vitest";
import type { WaitingCode, WorkerView } from "#server/domain/run.ts";
import { toForecast } from "./queueForecast.ts";

const busy = (turns: number): WorkerView["doing"] =>
  Array.from({ length: turns }, (_, index) => ({
    runId: `r_${index}`,
    number: index,
    name: "N",
    status: "running",
    turn: 1,
    turnStartedAt: null,
  }));
const worker = (changes: Partial<WorkerView> & { turns?: number }) => ({
  online: true,
  draining: false,
  sites: ["default"],
  slots: 2,
  doing: busy(changes.turns ?? 0),
  ...changes,
});
const waiting = (...codes: (WaitingCode | null)[]) =>
  codes.map((code) => ({ waiting: code && { code, text: "", until: null } }));

test("with a slot free it starts at once, also while others wait for limits of their own", () => {
  const workers = [worker({ turns: 2 }), worker({ turns: 1 })];
  expect(toForecast({ workers, waiting: waiting("limit") })).toMatchObject({
    title: "It would start at once",
    slots: { used: 3, total: 4 },
  });
});

test("with every slot in use it waits behind those who wait for one, not behind those who wait out a delay", () => {
  const workers = [worker({ turns: 2 })];
  expect(toForecast({ workers, waiting: [] }).title).toBe("It would wait, first in line");
  expect(toForecast({ workers, waiting: waiting("limit", "delay", "backoff", null) })).toMatchObject({
    title: "It would wait, third in line",
    line: { runs: 2, more: false },
  });
  expect(toForecast({ workers, waiting: waiting(...Array<null>(20).fill(null)) }).title).toBe(
    "It would wait, 21st in line",
  );
});

test("a line that was not counted to its end has no place in it", () => {
  const long = waiting(...Array<null>(50).fill(null));
  expect(toForecast({ workers: [worker({ turns: 2 })], waiting: long }).title).toBe("It would wait in line");
});

test("workers that are gone, leaving or elsewhere have no slots for it", () => {
  const workers = [worker({ online: false }), worker({ draining: true }), worker({ sites: ["gpu"] })];
  expect(toForecast({ workers, waiting: [] })).toMatchObject({
    title: "It would wait for a worker",
    slots: { used: 0, total: 0 },
  });
});

test("what is not known yet is not a number", () => {
  expect(toForecast({ workers: undefined, waiting: undefined })).toEqual({
    title: "Looking for a free slot…",
    slots: null,
    line: null,
  });
});
