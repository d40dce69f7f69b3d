import { expect, test } from "vitest";
import { toTicks, type AxisRoom } from "./axisTicks.ts";
import { toColumnScale } from "./recorderScale.ts";

const START = Date.parse("2026-11-20T12:58:00.000Z");
const MINUTE = 60_000;
const room: AxisRoom = { width: 1_000, least: 16, zone: "utc", live: false };

/** A column of minutes since the start. */
const column = (from: number, to: number, waitedFrom = from) =>
  toColumnScale(
    [
      { from: START + waitedFrom * MINUTE, to: START + from * MINUTE, waits: true as const },
      { from: START + from * MINUTE, to: START + to * MINUTE, waits: false as const, one: null },
    ].filter((piece) => piece.to > piece.from),
    10 * MINUTE,
  );
const labels = (...args: Parameters<typeof toTicks>) => toTicks(...args).map((tick) => tick.label);

test("times are round, in the place where they were", () => {
  const ticks = toTicks([column(0, 40), column(40, 100)], room);
  expect(ticks.map((tick) => tick.label)).toEqual([
    "13:00",
    "13:10",
    "13:20",
    "13:30",
    "13:40",
    "13:50",
    "14:00",
    "14:10",
    "14:20",
    "14:30",
  ]);
  expect(ticks[1]).toMatchObject({ column: 0, x: 12 / 40 });
  expect(ticks[4]).toMatchObject({ column: 1, x: 2 / 60 });
});

test("a run of seconds has seconds", () => {
  expect(labels([column(0, 0.5)], room)).toEqual(["12:58:05", "12:58:10", "12:58:15", "12:58:20", "12:58:25"]);
});

test("a wait that is drawn shorter than it was has no times, and a new day is named", () => {
  const ticks = labels([column(0, 20), column(20 + 14 * 60, 40 + 14 * 60, 20)], room);
  expect(ticks.filter((label) => label.startsWith("Sat "))).toEqual([expect.stringMatching(/^Sat 03:/)]);
  expect(ticks.some((label) => label.startsWith("Sat 00:"))).toBe(false);
});

test("the time of now has its place for itself", () => {
  expect(labels([column(0, 33)], { ...room, live: true }).at(-1)).toBe("13:25");
});

test("there are never more labels than can be read, however many turns there are", () => {
  const columns = Array.from({ length: 300 }, (_, index) => column(index * 7, index * 7 + 7));
  expect(toTicks(columns, { ...room, width: 4_800 }).length).toBeLessThanOrEqual(4_800 / 50);
});
