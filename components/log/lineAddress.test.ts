import { expect, test } from "vitest";
import { findRange, formatLineRange, hasArrived, locateLine, nameRange, parseLineRange } from "./lineAddress.ts";
import { entriesOf, tellLog } from "./sampleLog.ts";

const at = (entries: ReturnType<typeof entriesOf>, text: string) => {
  const range = parseLineRange(text);
  return range ? findRange(entries.list, range) : null;
};

const lines = (from: number, to: number) => ({ from: { at: from, nth: 0 }, to: { at: to, nth: 0 } });

test("addresses are written as they are read", () => {
  for (const text of ["482.0", "482.0-490.3", "7.12", "t3.out.15360", "t1.err.0-482.1"]) {
    const range = parseLineRange(text);
    expect(range && formatLineRange(range)).toBe(text);
  }
  expect(parseLineRange("482")).toEqual(parseLineRange("482.0"));
  expect(parseLineRange("482-490")).toEqual(parseLineRange("482.0-490.0"));
});

test.each([
  "",
  "0.1",
  "1.2.3",
  "-1.0",
  "1.0-",
  "a.b",
  "1.0-2.0-3.0",
  "99999999999999999999.0",
  "t0.out.1",
  "t1.log.1",
  "t1.out",
])("%j is no address", (text) => expect(parseLineRange(text)).toBeNull());

test("a line is found by its event and its place in it, also inside of a command", () => {
  const entries = entriesOf(tellLog().turn(1).run("one", "a\nb\n").print("c\nd\n"));
  expect(at(entries, "3.1")).toEqual(lines(3, 3));
  expect(at(entries, "4.1")).toEqual(lines(5, 5));
});

test("an address keeps its line when an earlier event makes a line longer", () => {
  const late = tellLog().print("a\nbeg").print("in\nc\n");
  const [, , line] = entriesOf(late).list;
  expect(line?.line).toMatchObject({ text: "c", seq: 2, part: 1 });
  expect(at(entriesOf(late), "2.1")).toEqual(lines(2, 2));
});

test("a range goes in the order of the screen, whichever end was picked first", () => {
  const entries = entriesOf(tellLog().print("a\nb\nc\n"));
  expect(at(entries, "1.2-1.0")).toEqual(lines(0, 2));
  expect(nameRange(entries.list, lines(0, 2))).toBe("L1–3");
  expect(nameRange(entries.list, lines(1, 1))).toBe("L2");
});

test("a line that was loaded on demand opens at what it was loaded from, an event without a line at the line before", () => {
  const entries = entriesOf(tellLog().print("a\n").skip(50).endTurn().print("b\n"));
  expect(at(entries, "2.40")).toEqual(lines(1, 1));
  expect(at(entries, "3.0")).toEqual(lines(1, 1));
});

test("what has not come yet is awaited, what is gone is not found", () => {
  const entries = entriesOf(tellLog().print("a\n").print("b\n"));
  const later = parseLineRange("9.0");
  expect(later && findRange(entries.list, later)).toBeNull();
  expect(later && hasArrived(entries.list, later)).toBe(false);
  for (const told of [tellLog().print("a\n").lose(3), tellLog().print("a\n").lose(3).print("b\n")]) {
    const { list } = entriesOf(told);
    const gone = parseLineRange("3.0");
    expect(gone && findRange(list, gone)).toBeNull();
    expect(gone && hasArrived(list, gone)).toBe(true);
  }
});

test("a line whose text is not here is found once the server has said which it is", () => {
  const { list } = entriesOf(tellLog().turn(1).print("a\n").print("bcdefgh\n").pass(100).print("z\n"));
  const range = parseLineRange("t1.out.510");
  if (!range) throw new Error("no range");
  expect(locateLine(list, range.from)).toMatchObject({ within: { kind: "passage", lines: 100 } });
  expect(findRange(list, range)).toBeNull();
  const found = findRange(list, range, new Map([["t1.out.510", 51]]));
  expect(found).toEqual({ from: { at: 3, nth: 50 }, to: { at: 3, nth: 50 } });
  expect(found && nameRange(list, found)).toBe("L54");
});

test("the event of a line whose text is not here is found in its stead, and so is a stored line that is here", () => {
  const { list } = entriesOf(tellLog().turn(1).print("a\n").print("bcdefgh\n").pass(100).print("y\nz\n"));
  const numbers = new Map([["10.0", 7]]);
  expect(findRange(list, { from: { seq: 10, part: 0 }, to: { seq: 10, part: 0 } }, numbers)?.from).toEqual({
    at: 3,
    nth: 6,
  });
  const stored = (offset: number) => ({ turn: 1, stream: "stdout" as const, offset });
  expect(locateLine(list, stored(2))).toEqual({ place: { at: 2, nth: 0 } });
  expect(locateLine(list, stored(1_012))).toEqual({ place: { at: 5, nth: 0 } });
  expect(locateLine(list, { ...stored(2), stream: "stderr" })).toBeNull();
});
