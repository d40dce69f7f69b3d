import { expect, test } from "vitest";
import { rowsOf, tellLog } from "./sampleLog.ts";
import { tabStopOf } from "./tabStop.ts";

const told = tellLog().turn(1).print("a\nb\n").lose(2).print("c\n").print("x".repeat(9_000)).turn(2).turn(3);
/** turn 1, a, b, gap, c, three pieces of x, turn 2, turn 3 */
const { list } = rowsOf(told, { opened: new Set([6]) });

test("the cursor is reached as long as it is drawn", () => {
  expect(tabStopOf(list, { cursor: 4, top: 0 })).toBe(4);
  expect(tabStopOf(list.slice(0, 4), { cursor: 4, top: 0 })).toBe(1);
});

test.each([
  ["the head of a turn", 0, 1],
  ["a line", 2, 2],
  ["a gap", 3, 4],
  ["the piece of a long line", 6, 1],
])("where %s is at the top, a line with a number is reached", (_, top, wanted) => {
  expect(list[top]?.at).toBe(top);
  expect(tabStopOf(list, { cursor: null, top })).toBe(wanted);
});

test("a cursor on the piece of a long line has no number itself", () => {
  expect(tabStopOf(list, { cursor: 6, top: 2 })).toBe(2);
});

test("without a line there is nothing to reach", () => {
  expect(tabStopOf(list.slice(8), { cursor: null, top: 8 })).toBeUndefined();
});
