import { expect, test } from "vitest";
import { STRETCHES, toTicks } from "./rulerTicks.ts";

const places = (rows: number, total = rows * 20) => ({
  rowOf: Array.from({ length: rows }, (_, at) => at),
  startOf: (row: number) => row * 20,
  total,
});

test("a tick stands where its row stands", () => {
  expect(toTicks([0, 200, 399], places(400))).toEqual([0, 200, 399].map((row) => Math.floor((row / 400) * STRETCHES)));
});

test("lines that are too close for two ticks share one, however many there are", () => {
  const rows = 100_000;
  let asked = 0;
  const { rowOf, total } = places(rows);
  const startOf = (row: number) => {
    asked += 1;
    return row * 20;
  };
  const ticks = toTicks(rowOf, { rowOf, startOf, total });
  expect(ticks).toEqual(Array.from({ length: STRETCHES }, (_, tick) => tick));
  expect(asked, "places that were looked at").toBeLessThan(STRETCHES * 20);
});

test("what is folded away is marked at the row that hides it", () => {
  expect(toTicks([3], { rowOf: [0, 1, 1, 1], startOf: (row) => row * 20, total: 40 })).toEqual([STRETCHES / 2]);
});

test("an empty log has no ticks", () => {
  expect(toTicks([], places(0))).toEqual([]);
  expect(toTicks([0], places(0))).toEqual([]);
});
