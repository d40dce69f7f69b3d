import { expect, test } from "vitest";
import { entriesOf, tellLog } from "./sampleLog.ts";
import { joinHits } from "./joinHits.ts";
import { placeOfHit } from "./logHits.ts";
import { createStoredScanner, type SearchStored, type StoredScanner } from "./scanStored.ts";

const out = { turn: 1, stream: "stdout" as const };
const query = { text: "needle", matchCase: false, regex: false };

/** Each line that ends in 7 has a hit; an answer is about 100 lines. */
function server() {
  const asked: { text: string; from: number; to: number }[] = [];
  const search: SearchStored = ({ text }, { from, to }) => {
    asked.push({ text, from, to });
    const end = Math.min(from + 100, to);
    const hits = [];
    for (let line = from; line < end; line += 1) if (line % 10 === 7) hits.push({ line, at: 2, to: 8 });
    return Promise.resolve({ hits, next: end < to ? end : null });
  };
  return { asked, search };
}
async function untilComplete(scanner: StoredScanner) {
  while (!scanner.read().complete) await new Promise<void>((resolve) => scanner.subscribe(resolve));
  return scanner.read();
}
const linesOf = ({ read }: StoredScanner) => read().found.get("1 stdout")?.line ?? [];

test("all of a range is searched, part by part, and each hit is there once", async () => {
  const { search, asked } = server();
  const scanner = createStoredScanner(search);
  scanner.look(query, [{ ...out, from: 20, to: 320 }]);
  expect(scanner.read().complete).toBe(false);
  await untilComplete(scanner);
  expect(asked.map(({ from }) => from)).toEqual([20, 120, 220]);
  expect(linesOf(scanner)).toEqual(Array.from({ length: 30 }, (_, index) => 27 + index * 10));
});

test("what a range grows by is searched alone; what comes before it makes it begin anew", async () => {
  const { search, asked } = server();
  const scanner = createStoredScanner(search);
  scanner.look(query, [{ ...out, from: 100, to: 150 }]);
  await untilComplete(scanner);
  scanner.look(query, [{ ...out, from: 100, to: 190 }]);
  await untilComplete(scanner);
  expect(asked.map(({ from, to }) => [from, to])).toEqual([
    [100, 150],
    [150, 190],
  ]);
  scanner.look(query, [{ ...out, from: 60, to: 190 }]);
  await untilComplete(scanner);
  expect(linesOf(scanner)).toEqual([67, 77, 87, 97, 107, 117, 127, 137, 147, 157, 167, 177, 187]);
});

test("another question forgets the hits of the first, and nothing asked finds nothing", async () => {
  const { search, asked } = server();
  const scanner = createStoredScanner(search);
  scanner.look(query, [{ ...out, from: 0, to: 500 }]);
  scanner.look({ ...query, text: "other" }, [{ ...out, from: 0, to: 10 }]);
  await untilComplete(scanner);
  expect(linesOf(scanner)).toEqual([7]);
  expect(asked.at(-1)).toEqual({ text: "other", from: 0, to: 10 });
  scanner.look(null, []);
  expect(scanner.read()).toMatchObject({ complete: true, more: false });
  expect(linesOf(scanner)).toEqual([]);
});

test("a server that does not answer leaves the search open, and the next look goes on", async () => {
  let fails = true;
  const { search } = server();
  const scanner = createStoredScanner((...asked) => (fails ? Promise.reject(new Error("away")) : search(...asked)));
  scanner.look(query, [{ ...out, from: 0, to: 20 }]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(scanner.read().complete).toBe(false);
  fails = false;
  scanner.look(query, [{ ...out, from: 0, to: 20 }]);
  await untilComplete(scanner);
  expect(linesOf(scanner)).toEqual([7, 17]);
});

test("hits in stored lines stand between those in lines that are here", async () => {
  const { search } = server();
  const scanner = createStoredScanner(search);
  scanner.look(query, [{ ...out, from: 0, to: 30 }]);
  await untilComplete(scanner);
  const { list, passages } = entriesOf(tellLog().turn(1).pass(12).say("needle").print("123456789\n").pass(10).say("z"));
  const loaded = { at: [2, 3], from: [0, 0], to: [6, 6], complete: true, more: false };
  const hits = joinHits({ list, passages }, { loaded, stored: scanner.read(), accepts: () => true });
  expect(hits.at.map((_, index) => placeOfHit(hits, index))).toEqual([
    { at: 1, nth: 7 },
    { at: 2, nth: 0 },
    { at: 3, nth: 0 },
    { at: 4, nth: 4 },
  ]);
  expect(hits.from).toEqual([2, 0, 0, 2]);
  const narrowed = joinHits({ list, passages }, { loaded, stored: scanner.read(), accepts: () => false });
  expect(narrowed.at).toEqual([2, 3]);
});
