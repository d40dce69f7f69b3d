import { expect, test } from "vitest";
import { findPattern, findWords, type FindInText } from "#server/domain/findInText.ts";
import { createEntries } from "./logEntries.ts";
import { entriesOf, tellLog } from "./sampleLog.ts";
import { createLogScanner, firstFrom } from "./scanLog.ts";

const all = () => true;

function scannerByHand(clock: () => number = () => 0) {
  const due: (() => void)[] = [];
  const scanner = createLogScanner(clock, (work) => {
    due.push(work);
    return () => void due.splice(due.indexOf(work), 1);
  });
  return { scanner, due };
}

function found(find: FindInText, text: string): string[] {
  const hits: string[] = [];
  for (let hit = find(text, 0); hit; hit = find(text, hit.to)) hits.push(text.slice(hit.from, hit.to));
  return hits;
}

async function pattern(text: string, matchCase = false): Promise<FindInText> {
  const finder = await findPattern(text, matchCase);
  if ("problem" in finder) throw new Error(finder.problem);
  return finder.find;
}

test("words are found in any case unless case matters", () => {
  expect(found(findWords("retry", false), "Retry, RETRY, retry")).toEqual(["Retry", "RETRY", "retry"]);
  expect(found(findWords("retry", true), "Retry, RETRY, retry")).toEqual(["retry"]);
});

test("a letter whose lower case is longer does not move what is found behind it", () => {
  expect(found(findWords("end", false), "İİ END")).toEqual(["END"]);
});

test("patterns find what they say, and an empty match is none", async () => {
  expect(found(await pattern("re\\w+y"), "retry Really")).toEqual(["retry", "Really"]);
  expect(found(await pattern("x*"), "axxb")).toEqual(["xx"]);
});

test.each([
  ["(a", /\( is not closed/],
  ["a)", /no \( before/],
  ["[a", /\[ is not closed/],
  ["*a", /nothing before/],
  ["(?=a)", /Look-around/],
  ["a\\", /ends with a \\/],
])("the pattern %s is refused in words", async (text, words) => {
  expect(await findPattern(text, false)).toMatchObject({ problem: expect.stringMatching(words) as string });
});

test("a pattern that makes others track back for ever takes time in proportion to the text", async () => {
  const find = await pattern("(a+)+$");
  const began = performance.now();
  find(`${"a".repeat(4_000)}!`, 0);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("hits are found in every line, also folded away, in the order of the screen", () => {
  const told = tellLog().begin("one").print("noise retry\n").end("one", "a retry\nretry retry\n");
  const { scanner } = scannerByHand();
  scanner.look({ find: findWords("retry", false), accepts: all }, entriesOf(told));
  expect(scanner.read()).toMatchObject({ at: [1, 2, 2, 3], from: [2, 0, 6, 6], complete: true });
});

test("colours are not part of a line's words", () => {
  const { scanner } = scannerByHand();
  scanner.look(
    { find: findWords("failed", false), accepts: all },
    entriesOf(tellLog().print("\x1b[31mfai\x1b[0mled\n")),
  );
  expect(scanner.read()).toMatchObject({ at: [0], from: [0], to: [6] });
});

test("new lines are searched alone, and a line that grew is searched again", () => {
  const told = tellLog().print("retry\nre");
  const build = createEntries();
  const { scanner } = scannerByHand();
  const searched: string[] = [];
  const find = findWords("retry", true);
  const scan = {
    find: (text: string, from: number) => {
      if (from === 0) searched.push(text);
      return find(text, from);
    },
    accepts: all,
  };
  const nothingLoaded = new Map<number, never>();
  scanner.look(scan, build(told.log().lines, nothingLoaded));
  told.print("try\n");
  scanner.look(scan, build(told.log().lines, nothingLoaded));
  expect(searched).toEqual(["retry", "re", "retry"]);
  expect(scanner.read().at).toEqual([0, 1]);
});

test("a long search is done in slices, and another search ends it", () => {
  let now = 0;
  const told = tellLog().print("retry\n".repeat(300));
  const { scanner, due } = scannerByHand(() => (now += 5));
  const entries = entriesOf(told);
  scanner.look({ find: findWords("retry", true), accepts: all }, entries);
  expect(scanner.read().complete).toBe(false);
  expect(due).toHaveLength(1);
  scanner.look({ find: findWords("nothing", true), accepts: all }, entries);
  expect(due).toHaveLength(1);
  while (due.length > 0) due.splice(0).forEach((work) => work());
  expect(scanner.read()).toMatchObject({ at: [], complete: true });
  scanner.look(null, entries);
  expect(due).toEqual([]);
});

test("a search that was stopped begins again when it is wanted again", () => {
  let now = 0;
  const { scanner, due } = scannerByHand(() => (now += 5));
  const entries = entriesOf(tellLog().print("retry\n".repeat(300)));
  const scan = { find: findWords("retry", true), accepts: all };
  scanner.look(scan, entries);
  scanner.stop();
  expect(due).toEqual([]);
  scanner.look(scan, entries);
  while (due.length > 0) due.splice(0).forEach((work) => work());
  expect(scanner.read()).toMatchObject({ at: { length: 300 }, complete: true });
});

test("only what is accepted is searched", () => {
  const told = tellLog().turn(1).print("retry\n").turn(2).print("retry\n");
  const { scanner } = scannerByHand();
  const accepts = (entry: { line: { within: { turn: number } | null } }) => entry.line.within?.turn === 2;
  scanner.look({ find: findWords("retry", true), accepts }, entriesOf(told));
  expect(scanner.read().at).toEqual([3]);
});

test("the first number from a place on is found", () => {
  expect([0, 1, 3, 9].map((least) => firstFrom([1, 1, 3], least))).toEqual([0, 0, 2, 3]);
});
