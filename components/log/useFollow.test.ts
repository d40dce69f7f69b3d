import { expect, test } from "vitest";
import { isPull, leftAt } from "./useFollow.ts";

test("what is new is counted from where somebody left the end, anew in each part of the log", () => {
  const left = { part: "1 all", lines: 100 };
  expect(leftAt(left, { part: "1 all", lines: 103 })).toBe(left);
  expect(leftAt(left, { part: "null all", lines: 9_900 })).toEqual({ part: "null all", lines: 9_900 });
  expect(leftAt(null, { part: "1 all", lines: 103 })).toBeNull();
});

test("a finger goes up in the log when it goes down by more than it trembles", () => {
  expect(isPull(300, 320)).toBe(true);
  expect(isPull(300, 304)).toBe(false);
  expect(isPull(300, 200)).toBe(false);
});
