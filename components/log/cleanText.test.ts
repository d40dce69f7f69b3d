import { expect, test } from "vitest";
import { blockText, toCleanText } from "./cleanText.ts";
import { entriesOf, tellLog } from "./sampleLog.ts";

test("copied text has no colours, no numbers and no times, and one line feed a line", () => {
  const told = tellLog().turn(1).print("\x1b[31mred\x1b[0m\nplain\n").say("hello\nthere");
  expect(toCleanText(entriesOf(told).list)).toBe("Turn 1\nred\nplain\nhello\nthere");
});

test("with colours, output is as it was printed and ends each line without a colour", () => {
  const told = tellLog().print("\x1b[31mred\nplain\n");
  expect(toCleanText(entriesOf(told).list, { colors: true })).toBe("\x1b[31mred\x1b[0m\nplain");
});

test("the pieces of a long line are one line again", () => {
  const told = tellLog().print("x".repeat(4_000)).print("y".repeat(4_000)).print("\nz\n");
  expect(toCleanText(entriesOf(told).list)).toBe(`${"x".repeat(4_000)}${"y".repeat(4_000)}\nz`);
});

test("a command is copied with what it printed and nothing of what came in between", () => {
  const told = tellLog().begin("npm test").print("noise\n").end("npm test", "\x1b[32mok\x1b[0m\n2 passed\n");
  expect(blockText(entriesOf(told).list, 0)).toBe("$ npm test\nok\n2 passed");
});

test("text that hides or reorders is copied visibly", () => {
  expect(toCleanText(entriesOf(tellLog().print("a\0b\u202ec\n")).list)).toBe("a\u2400b[U+202E]c");
});

test("what is gone is said by its numbers", () => {
  const told = tellLog().print("a\n").lose(1).print("b\n").lose(2);
  expect(toCleanText(entriesOf(told).list)).toBe("a\n[event 2 is gone]\nb\n[events 4 to 5 are gone]");
});
