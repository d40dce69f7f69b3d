import { expect, test } from "vitest";
import { tellLog } from "./sampleLog.ts";
import { toPrintedText, toStoredText } from "./storedText.ts";

function passageOf(offset: number, bytes: number) {
  const line = tellLog().turn(1).pass(2).log().lines[1];
  if (line?.kind !== "passage") throw new Error("no passage");
  return { ...line, offset, bytes };
}
const line = { line: 0, offset: 100, bytes: 11, text: "aé colour!" };

test("of a line that begins before a passage or ends behind it, only what belongs to it is shown", () => {
  expect(toPrintedText(passageOf(100, 12), line)).toBe("aé colour!");
  expect(toPrintedText(passageOf(103, 20), line)).toBe(" colour!");
  expect(toPrintedText(passageOf(0, 103), line)).toBe("aé");
  expect(toPrintedText(passageOf(101, 2), line)).toBe("é");
});

test("as words it is what a terminal shows of it", () => {
  const text = "\x1b[31mred\x1b[0m";
  const colored = { line: 0, offset: 100, bytes: text.length, text };
  expect(toStoredText(passageOf(100, 99), colored)).toBe("red");
  expect(toStoredText(passageOf(100, 99), undefined)).toBe("");
});
