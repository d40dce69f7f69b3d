import { expect, test } from "vitest";
import { createEntries, countLinesOfTurn } from "./logEntries.ts";
import { lineKey, rowAt } from "./logPages.ts";
import { createRows } from "./logRows.ts";
import { entriesOf, named, rowsOf, tellLog, wholeLog, wordsOf } from "./sampleLog.ts";

test("what a command printed is hidden while it went well, and open when it failed", () => {
  const told = tellLog().turn(1).run("good", "a\nb\n").run("bad", "c\n", 1);
  expect(wordsOf(rowsOf(told))).toEqual(["turn 1", "$ good", "$ bad", "c"]);
  expect(wordsOf(rowsOf(told, { toggled: new Set([named(2), named(4)]) }))).toEqual([
    "turn 1",
    "$ good",
    "a",
    "b",
    "$ bad",
  ]);
});

test("the same line again and again is one row, and every line once somebody opens it", () => {
  const told = tellLog().turn(1).print("x\nwarn\nwarn\nwarn\ny\n");
  expect(wordsOf(rowsOf(told))).toEqual(["turn 1", "x", "warn ×3", "y"]);
  const open = rowsOf(told, { opened: new Set([named(2, 1)]) });
  expect(open.list.map((row) => [row.entry.number, row.fold, row.open])).toEqual([
    [1, null, false],
    [2, null, false],
    [3, "repeat", true],
    [4, null, false],
    [5, null, false],
    [6, null, false],
  ]);
});

test("two alike, blank lines, and equal lines of the two streams stay as they are", () => {
  const told = tellLog().print("a\na\n\n\n\n\n").print("b\n").print("b\n", "stderr").print("b\n");
  expect(wordsOf(rowsOf(told))).toEqual(["a", "a", "", "", "", "", "b", "b", "b"]);
});

test("repeats that are still coming grow in their row", () => {
  const told = tellLog().print("w\nw\n");
  const [entries, rows] = [createEntries(), createRows()];
  const none = new Map();
  expect(wordsOf(rows(entries(told.log().lines, none), wholeLog))).toEqual(["w", "w"]);
  told.print("w\n");
  expect(wordsOf(rows(entries(told.log().lines, none), wholeLog))).toEqual(["w ×3"]);
  told.print("w\nz\n");
  expect(wordsOf(rows(entries(told.log().lines, none), wholeLog))).toEqual(["w ×4", "z"]);
});

test("a line that is longer than a row stands folded in one row, and opens into its pieces", () => {
  const told = tellLog().print("x".repeat(4_000)).print("y".repeat(4_000)).print("z\nnext\n");
  const rows = rowsOf(told);
  expect(rows.list.map((row) => [row.fold, row.count, row.entry.number])).toEqual([
    ["long", 2, 1],
    [null, 1, 2],
  ]);
  expect(rowsOf(told, { opened: new Set([named(1)]) }).list.map((row) => row.entry.number)).toEqual([1, 1, 2]);
});

test("a folded turn is its head alone; what happens between turns belongs to none", () => {
  const told = tellLog()
    .turn(1)
    .print("a\n")
    .endTurn()
    .event("run_resumed", { actor: { kind: "user", name: "local" } })
    .turn(2)
    .print("b\n");
  expect(wordsOf(rowsOf(told, { closed: new Set([named(1)]) }))).toEqual(["turn 1", "resumed by local", "turn 2", "b"]);
  expect(rowsOf(told).turns).toEqual([
    { from: 0, to: 1 },
    { from: 3, to: 4 },
  ]);
});

test("a scope shows one turn with all its tries", () => {
  const told = tellLog().turn(1).print("a\n").turn(2).print("b\n").turn(2, 2).print("c\n");
  expect(wordsOf(rowsOf(told, { scope: 2 }))).toEqual(["turn 2", "b", "turn 2", "c"]);
});

test("narrowed to a kind, turns without a line of it are left out, and gaps stay", () => {
  const told = tellLog().turn(1).print("a\n").turn(2).say("hello").run("bad", "x\n", 1).turn(3).print("b\n");
  expect(wordsOf(rowsOf(told, { kind: "messages" }))).toEqual(["turn 2", "hello"]);
  expect(wordsOf(rowsOf(told, { kind: "errors" }))).toEqual(["turn 2", "$ bad", "x"]);
  expect(wordsOf(rowsOf(told, { kind: "changes" }))).toEqual(["turn 3"]);
});

test("numbers count folded lines too, so folding renumbers nothing", () => {
  const told = tellLog().turn(1).run("good", "a\nb\n").print("end\n");
  expect(rowsOf(told).list.map((row) => row.entry.number)).toEqual([1, 2, 5]);
  expect(rowsOf(told, { toggled: new Set([named(2)]) }).list.map((row) => row.entry.number)).toEqual([1, 2, 3, 4, 5]);
});

test("every entry knows the row that shows it or hides it", () => {
  const told = tellLog().turn(1).run("good", "a\nb\n").print("end\n");
  expect(rowsOf(told).rowOf).toEqual([0, 1, 1, 1, 2]);
});

test("rows that grow event by event are the rows that are made at once", () => {
  const whole = tellLog()
    .turn(1)
    .print("a\nw\n")
    .begin("one")
    .print("w\nw\nhalf")
    .end("one", "p\np\np\n", 1)
    .print(" line\n")
    .run("two", "q\n", 1)
    .print("w\n")
    .print("w\n")
    .print("w\n")
    .print("w\n")
    .print("v\nv\nv")
    .print("x\n")
    .say("done")
    .skip(100)
    .endTurn()
    .turn(2)
    .begin("three")
    .turn(2, 2)
    .print("x".repeat(3_000))
    .print("x".repeat(3_000))
    .print("x".repeat(3_000))
    .print("y\n");
  const [entries, rows] = [createEntries(), createRows()];
  const step = tellLog();
  const none = new Map();
  for (const event of whole.events) {
    step.events.push(event);
    const grown = rows(entries(step.log().lines, none), wholeLog);
    const made = rowsOf(step);
    expect(wordsOf(grown)).toEqual(wordsOf(made));
    expect([grown.rowOf, grown.turns]).toEqual([made.rowOf, made.turns]);
  }
});

test("the head of a turn counts its lines, folded or not, and nothing behind its end", () => {
  const told = tellLog()
    .turn(1)
    .run("good", "a\nb\n")
    .endTurn()
    .event("run_resumed", { actor: { kind: "user", name: "local" } })
    .turn(2)
    .print("x\n");
  const entries = entriesOf(told);
  expect([countLinesOfTurn(entries, 0), countLinesOfTurn(entries, 1)]).toEqual([3, 1]);
});

test("output without its text stands in pages, each as one row, and everything behind it knows its number", () => {
  const told = tellLog().turn(1).print("a\n").print("bcdefgh\n").pass(120).print("z\n");
  const rows = rowsOf(told);
  expect(rows.list.map(({ entry, page }) => [entry.number, page])).toEqual([
    [1, null],
    [2, null],
    [3, null],
    [4, { from: 0, to: 50 }],
    [4, { from: 50, to: 100 }],
    [4, { from: 100, to: 120 }],
    [124, null],
  ]);
  expect(rows.turns).toEqual([{ from: 0, to: 6 }]);
  expect([0, 49, 50, 119].map((nth) => rowAt(rows, { at: 3, nth }))).toEqual([3, 3, 4, 5]);
  expect(rowAt(rows, { at: 4, nth: 0 })).toBe(6);
  expect(wordsOf(rowsOf(told, { closed: new Set([named(1)]) }))).toEqual(["turn 1"]);
  expect(wordsOf(rowsOf(told, { kind: "messages" }))).toEqual(["turn 1"]);
});

test("one unfolded line opens its page alone", () => {
  const told = tellLog().turn(1).pass(120);
  const [, entry] = entriesOf(told).list;
  const rows = rowsOf(told, { opened: new Set([lineKey(entry?.key ?? 0, 60)]) });
  expect(rows.list.map(({ open }) => open)).toEqual([false, false, true, false]);
});

test("rows behind a passage that grows are those of the whole log", () => {
  const told = tellLog().turn(1);
  const [build, derive] = [createEntries(), createRows()];
  for (let round = 0; round < 5; round += 1) {
    told.pass(70);
    if (round === 2) told.say("word");
    const entries = build(told.log().lines, new Map());
    const whole = createRows()(createEntries()(told.log().lines, new Map()), wholeLog);
    expect(derive(entries, wholeLog).list).toEqual(whole.list);
    expect(derive(entries, wholeLog).rowOf).toEqual(whole.rowOf);
  }
});
