import { expect, test } from "vitest";
import { named, rowsOf, tellLog } from "./sampleLog.ts";
import { tabStopOf } from "./tabStop.ts";

const told = tellLog().turn(1).print("a\nb\n").lose(2).print("c\n").print("x".repeat(9_000)).turn(2).turn(3);
/** turn 1, a, b, gap, c, three pieces of x, turn 2, turn 3 */
const { list } = rowsOf(told, { opened: new Set([named(6)]) });
const stopOf = (...asked: Parameters<typeof tabStopOf>) => {
  const key = tabStopOf(...asked);
  return list.find((row) => row.key === key)?.at;
};

test("the cursor is reached as long as it is drawn", () => {
  expect(stopOf(list, { cursor: 4, top: 0 })).toBe(4);
  expect(stopOf(list.slice(0, 4), { cursor: 4, top: 0 })).toBe(1);
});

test.each([
  ["the head of a turn", 0, 1],
  ["a line", 2, 2],
  ["a gap", 3, 4],
  ["the piece of a long line", 6, 1],
])("where %s is at the top, a line with a number is reached", (_, top, wanted) => {
  expect(list[top]?.at).toBe(top);
  expect(stopOf(list, { cursor: null, top })).toBe(wanted);
});

test("a cursor on the piece of a long line has no number itself", () => {
  expect(stopOf(list, { cursor: 6, top: 2 })).toBe(2);
});

test("without a line there is nothing to reach", () => {
  expect(stopOf(list.slice(8), { cursor: null, top: 8 })).toBeUndefined();
});
