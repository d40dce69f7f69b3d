import { expect, test } from "vitest";
import { STRETCHES, toTicks } from "./rulerTicks.ts";

const LINE = 20;

test("a tick stands where its line stands", () => {
  const lines = [0, 200, 399];
  const ticks = toTicks(3, { topOf: (index) => (lines[index] ?? 0) * LINE, total: 400 * LINE });
  expect(ticks).toEqual(lines.map((line) => Math.floor((line / 400) * STRETCHES)));
});

test("lines that are too close for two ticks share one, however many there are", () => {
  const lines = 100_000;
  let asked = 0;
  const topOf = (index: number) => {
    asked += 1;
    return index * LINE;
  };
  expect(toTicks(lines, { topOf, total: lines * LINE })).toEqual(Array.from({ length: STRETCHES }, (_, tick) => tick));
  expect(asked, "places that were looked at").toBeLessThan(STRETCHES * 20);
});

test("an empty log has no ticks", () => {
  expect(toTicks(0, { topOf: () => 0, total: 0 })).toEqual([]);
  expect(toTicks(1, { topOf: () => 0, total: 0 })).toEqual([]);
});
