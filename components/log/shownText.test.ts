import { expect, test } from "vitest";
import { byteLength } from "./byteLength.ts";
import { ROW_MAX_CHARS, toPieces } from "./longText.ts";
import { entriesOf, tellLog } from "./sampleLog.ts";
import { parseJsonLine, toJsonFields } from "./shownJson.ts";
import { lastDrawn } from "#server/domain/terminalText.ts";
import { commandLine, shownTextOf } from "./shownText.ts";

const shown = (text: string) => {
  const entry = entriesOf(tellLog().print(`${text}\n`)).list[0];
  return entry ? shownTextOf(entry.line) : "";
};

test("of a line that was drawn over, the last drawing is shown", () => {
  expect(lastDrawn("10 %\r50 %\r100 %\r")).toBe("100 %");
});

test("links, titles, bidi controls and NULs of a program cannot act and cannot hide", () => {
  expect(shown("\x1b]8;;javascript:alert(1)\x07click\x1b]8;;\x07")).toBe("click");
  expect(shown("evil\u202egnp\u2066")).toBe("evil[U+202E]gnp[U+2066]");
  expect(shown("a\0b")).toBe("a\u2400b");
  expect(commandLine("echo a\n  && rm\u202e b")).toBe("echo a ⏎ && rm[U+202E] b");
});

test("a long line comes in pieces that hold all of it and cut nothing in two", () => {
  const text = `${"x".repeat(ROW_MAX_CHARS - 1)}😀${"y".repeat(ROW_MAX_CHARS - 3)}\x1b[31mred`;
  const pieces = toPieces(text);
  expect(pieces.join("")).toBe(text);
  expect(pieces.every((piece) => piece.length <= ROW_MAX_CHARS)).toBe(true);
  expect(pieces[1]?.startsWith("😀")).toBe(true);
  expect(pieces[2]?.startsWith("\x1b[31m")).toBe(true);
  expect(toPieces("short")).toEqual(["short"]);
});

test("a megabyte in one line becomes pieces in no time", () => {
  const began = performance.now();
  expect(toPieces("\x1b".repeat(1_000_000)).join("")).toHaveLength(1_000_000);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("the bytes of a line are those of all its pieces", () => {
  const entries = entriesOf(
    tellLog()
      .print(`${"é".repeat(3_000)}😀`)
      .print("x".repeat(3_000)),
  ).list;
  expect(byteLength(entries, { at: 0, count: 2 })).toBe(6_000 + 4 + 3_000);
});

test("a line is an object only when it is nothing else", () => {
  expect(parseJsonLine('  {"a":1} ')).toEqual({ a: 1 });
  for (const text of ["{}", "[1]", "{a:1}", '{"a":1} and more', "null", "{"]) expect(parseJsonLine(text)).toBeNull();
});

test("a folded object says its fields, and of large ones how large they are", () => {
  const object = { type: "x", n: 1, ok: null, list: [1], empty: [], inner: { a: 1, b: 2 }, none: {} };
  expect(toJsonFields(object).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'type: "x"',
    "n: 1",
    "ok: null",
    "list: [1 item]",
    "empty: []",
    "inner: {2 keys}",
    "none: {}",
  ]);
});
