import { expect, test } from "vitest";
import { chooseTo, extend, moveCursor, nothingChosen, toggleAll, toggleRun } from "./runSelection.ts";

const rows = ["a", "b", "c", "d"];
const chosen = (selection: { chosen: ReadonlySet<string> }) => [...selection.chosen].sort();

test("the first key stands on the first row, and the ends of the list hold", () => {
  const first = moveCursor(nothingChosen, rows, 1);
  expect(first.cursor).toBe("a");
  expect(moveCursor(first, rows, -1).cursor).toBe("a");
  expect(moveCursor({ ...first, cursor: "d" }, rows, 1).cursor).toBe("d");
  expect(moveCursor({ ...first, cursor: "gone" }, rows, 1).cursor).toBe("a");
  expect(moveCursor(nothingChosen, [], 1).cursor).toBeNull();
});

test("a row is chosen and let go by itself", () => {
  const one = toggleRun(toggleRun(nothingChosen, "a"), "c");
  expect(chosen(one)).toEqual(["a", "c"]);
  expect(chosen(toggleRun(one, "a"))).toEqual(["c"]);
});

test("a range goes from the row that was chosen last, in both directions", () => {
  expect(chosen(chooseTo(toggleRun(nothingChosen, "b"), rows, "d"))).toEqual(["b", "c", "d"]);
  expect(chosen(chooseTo(toggleRun(nothingChosen, "c"), rows, "a"))).toEqual(["a", "b", "c"]);
  expect(chosen(chooseTo(toggleRun(nothingChosen, "gone"), rows, "b"))).toEqual(["b", "gone"]);
});

test("shift and arrows choose the row one stands on and each that follows", () => {
  let selection = extend(moveCursor(nothingChosen, rows, 1), rows, 1);
  expect(chosen(selection)).toEqual(["a", "b"]);
  selection = extend(selection, rows, 1);
  expect(chosen(selection)).toEqual(["a", "b", "c"]);
  expect(selection.cursor).toBe("c");
  expect(chosen(extend(nothingChosen, rows, 1))).toEqual(["a"]);
});

test("all rows of the page are chosen at once, and let go at once", () => {
  const all = toggleAll(toggleRun(nothingChosen, "b"), rows);
  expect(chosen(all)).toEqual(rows);
  expect(chosen(toggleAll(all, rows))).toEqual([]);
});
