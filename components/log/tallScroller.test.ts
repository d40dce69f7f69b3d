import { expect, test } from "vitest";
import { MAX_HEIGHT, toShortTop, toTop } from "./tallScroller.ts";

const room = 800;
const tall = { height: 200_000_000, room };

test("what fits into a browser is scrolled as it is", () => {
  for (const height of [500, 40_000, MAX_HEIGHT]) {
    expect(toTop(123.5, { height, room })).toBe(123.5);
    expect(toShortTop(123.5, { height, room })).toBe(123.5);
  }
});

test("both ends of a longer one are reached, and there a pixel is a pixel", () => {
  expect(toTop(0, tall)).toBe(0);
  expect(toTop(MAX_HEIGHT - room, tall)).toBe(tall.height - room);
  expect(toTop(4_000, tall)).toBe(4_000);
  expect(toTop(MAX_HEIGHT - room - 4_000, tall)).toBe(tall.height - room - 4_000);
});

test("every place of a longer one has its place in the browser, in the same order", () => {
  let before = -1;
  for (let top = 0; top <= tall.height - room; top += 999_983) {
    const short = toShortTop(top, tall);
    expect(short).toBeGreaterThan(before);
    expect(short).toBeLessThanOrEqual(MAX_HEIGHT - room);
    expect(Math.abs(toTop(short, tall) - top), `at ${top}`).toBeLessThan(20); // a line
    before = short;
  }
});
