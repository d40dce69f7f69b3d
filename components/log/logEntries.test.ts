import { expect, test } from "vitest";
import { createEntries, sameSince } from "./logEntries.ts";
import type { TextLine } from "./logLine.ts";
import { createCounts } from "./logKinds.ts";
import { entriesOf, tellLog } from "./sampleLog.ts";

const texts = (entries: ReturnType<typeof entriesOf>) =>
  entries.list.map(({ line }) => (line.kind === "text" ? line.text : line.kind));

test("what a command printed stands under it, whatever was printed in between", () => {
  const told = tellLog().begin("one").print("noise\n").end("one", "a\nb\n");
  expect(texts(entriesOf(told))).toEqual(["block", "a", "b", "noise"]);
});

test("loaded output stands where it was skipped, with what is still missing behind it", () => {
  const told = tellLog().print("a\n").skip(100).print("z\n");
  const skipped = told.log().lines[1];
  if (skipped?.kind !== "skipped") throw new Error("no skipped output");
  const line: TextLine = {
    ...{ kind: "text", n: skipped.n, seq: skipped.seq, part: 1, ts: skipped.ts, block: null, within: null },
    ...{ tag: "out", text: "loaded", sgr: null, tone: "plain", prose: false, goesOn: false, offset: null },
  };
  const partly = entriesOf(told, new Map([[skipped.n, { lines: [line], upTo: 60 }]]));
  expect(texts(partly)).toEqual(["a", "loaded", "skipped", "z"]);
  expect(partly.list[2]?.line).toMatchObject({ offset: 60, bytes: 42 });
  const whole = entriesOf(told, new Map([[skipped.n, { lines: [line], upTo: 102 }]]));
  expect(texts(whole)).toEqual(["a", "loaded", "z"]);
  expect(new Set(whole.list.map((entry) => entry.key)).size).toBe(3);
});

test("a new line leaves all before it as they were, and says so", () => {
  const told = tellLog().print("a\nb\n");
  const build = createEntries();
  const none = new Map();
  const first = build(told.log().lines, none);
  const kept = first.list[0];
  told.print("c\n");
  const second = build(told.log().lines, none);
  expect(second.list[0]).toBe(kept);
  expect(sameSince(first, second)).toBe(2);
});

test("kinds are counted once a thing: not what is inside of a command, not the pieces of a line", () => {
  const told = tellLog()
    .turn(1)
    .say("hello")
    .run("bad", "a\nb\n", 1)
    .event("file_written", { turn: 1, path: "a.ts", bytes: 3, sha256: "0" })
    .print("x".repeat(4_000))
    .print("y".repeat(4_000));
  expect(createCounts()(entriesOf(told), null)).toEqual({ all: 4, messages: 1, commands: 1, changes: 1, errors: 1 });
});

test("output that was loaded on demand counts as the line that it was loaded from", () => {
  const told = tellLog().turn(1).print("a\n").skip(100).print("z\n");
  const skipped = told.log().lines[2];
  if (skipped?.kind !== "skipped") throw new Error("no skipped output");
  const line: TextLine = {
    ...{ kind: "text", n: skipped.n, seq: skipped.seq, part: 1, ts: skipped.ts, block: null, within: skipped.within },
    ...{ tag: "out", text: "loaded", sgr: null, tone: "plain", prose: false, goesOn: false, offset: null },
  };
  const more = Array.from({ length: 9 }, (_, nth) => ({ ...line, part: 1 + nth }));
  for (const upTo of [60, 102])
    expect(createCounts()(entriesOf(told, new Map([[skipped.n, { lines: more, upTo }]])), 1)).toMatchObject({ all: 3 });
});

test("counting what came since gives what counting everything gives", () => {
  const told = tellLog().turn(1);
  const [build, count] = [createEntries(), createCounts()];
  const none = new Map();
  for (let round = 0; round < 30; round += 1) {
    told.print("line\n".repeat(100)).say("word").begin(`c${round}`);
    if (round >= 12) told.end(`c${round - 12}`, "x\n", round % 2); // changes what was counted long ago
    const grown = build(told.log().lines, none);
    expect(count(grown, null)).toEqual(createCounts()(grown, null));
  }
  const entries = build(told.log().lines, none);
  expect(count(entries, 1)).toEqual(count(entries, null));
  expect(count(entries, 2)).toMatchObject({ all: 0 });
});
