import { expect, test } from "vitest";
import { createRows } from "./logRows.ts";
import { entriesOf, named, tellLog, wholeLog, wordsOf, type ToldLog } from "./sampleLog.ts";
import { unfoldFor, type Folds } from "./useFolds.ts";

/** The rows after somebody went to that entry. */
function wordsAfter(told: ToldLog, folds: Folds, place: { at: number; to?: number }) {
  const entries = entriesOf(told);
  const rows = createRows()(entries, { ...wholeLog, ...folds });
  const next = unfoldFor(folds, entries.list, { rows, ...place });
  return { next, words: wordsOf(createRows()(entries, { ...wholeLog, ...next })) };
}
const { toggled, closed, opened } = wholeLog;
const folds: Folds = { toggled, closed, opened };

test("going to a line opens its turn and its command", () => {
  const told = tellLog().turn(1).run("good", "a\nb\n");
  expect(wordsAfter(told, { ...folds, closed: new Set([named(1)]) }, { at: 3 }).words).toEqual([
    "turn 1",
    "$ good",
    "a",
    "b",
  ]);
});

test("a failed command that somebody folded is opened again", () => {
  const told = tellLog().run("bad", "a\n", 1);
  expect(wordsAfter(told, { ...folds, toggled: new Set([named(1)]) }, { at: 1 }).words).toEqual(["$ bad", "a"]);
});

test("repeats open for the second of them, not for the first", () => {
  const told = tellLog().print("w\nw\nw\n");
  expect(wordsAfter(told, folds, { at: 0 }).words).toEqual(["w ×3"]);
  expect(wordsAfter(told, folds, { at: 1 }).next.opened).toEqual(new Set([named(1)]));
});

test("a long line opens for what is not shown of it", () => {
  const told = tellLog().print("x".repeat(3_000)).print("y".repeat(3_000));
  expect(wordsAfter(told, folds, { at: 0, to: 10 }).next).toBe(folds);
  expect(wordsAfter(told, folds, { at: 0, to: 2_000 }).next.opened).toEqual(new Set([named(1)]));
  expect(wordsAfter(told, folds, { at: 1, to: 10 }).next.opened).toEqual(new Set([named(1)]));
});
