import { describe, expect, test } from "vitest";
import { spread, toColumnScale, waitCap } from "./recorderScale.ts";

const run = (from: number, to: number) => ({ from, to, waits: false as const, one: null });
const wait = (from: number, to: number) => ({ from, to, waits: true as const });

describe("a column's scale", () => {
  test("is wall time as long as no wait is longer than the cap", () => {
    const scale = toColumnScale([wait(0, 20), run(20, 100)], 30);
    expect(scale.weight).toBe(100);
    expect([0, 20, 60, 100].map(scale.at)).toEqual([0, 0.2, 0.6, 1]);
    expect(scale.breaks).toEqual([]);
  });

  test("shows a longer wait as long as the cap, with a break in its middle", () => {
    const scale = toColumnScale([wait(0, 10_000), run(10_000, 10_060)], 40);
    expect(scale.weight).toBe(100);
    expect([5_000, 10_000, 10_060].map(scale.at)).toEqual([0.2, 0.4, 1]);
    expect(scale.breaks).toEqual([0.2]);
    expect(scale.true).toEqual([{ from: 10_000, to: 10_060 }]);
  });

  test("leads no moment out of the column", () => {
    const scale = toColumnScale([wait(10, 20), run(20, 50)], 30);
    expect([0, 10, 50, 99].map(scale.at)).toEqual([0, 0, 1, 1]);
  });

  test("has a width even when the turn took no time", () => {
    expect(toColumnScale([], 30).weight).toBeGreaterThan(0);
  });
});

test("a wait is drawn at most as long as the turns are on average", () => {
  expect(waitCap([60_000, 120_000])).toBe(90_000);
  expect(waitCap([])).toBe(2_000);
});

describe("columns", () => {
  const total = (widths: number[]) => widths.reduce((sum, width) => sum + width, 0);

  test("share the width by their weights", () => {
    expect(spread([1, 3], { width: 400, least: 16 })).toEqual([100, 300]);
  });

  test("have the least width, and those that give it away keep their proportion", () => {
    const widths = spread([1, 100, 300], { width: 416, least: 16 });
    expect(widths).toEqual([16, 100, 300]);
    expect(total(widths)).toBe(416);
  });

  test("are wider together than the room when there are too many", () => {
    const widths = spread(
      Array.from({ length: 100 }, (_, index) => 1 + index),
      { width: 1_000, least: 16 },
    );
    expect(Math.min(...widths)).toBe(16);
    expect(total(widths)).toBe(1_600);
  });
});
