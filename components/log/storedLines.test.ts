import { expect, test } from "vitest";
import { BLOCK_LINES, createStoredLines, type ReadLines } from "./storedLines.ts";

const out = { turn: 1, stream: "stdout" as const };
const toLine = (line: number, width = 10) => ({
  line,
  offset: line * 10,
  bytes: 9,
  text: `${line}`.padEnd(width, "."),
});

/** Answers when it is told to, with at most so many lines at a time. */
function server({ most = 10_000, width = 10 } = {}) {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const read: ReadLines = (_, { from, count }) => {
    asked.push(from);
    return new Promise((resolve) =>
      answers.push(() => {
        const lines = Array.from({ length: Math.min(count, most) }, (_item, index) => toLine(from + index, width));
        resolve({ lines, next: from + lines.length });
      }),
    );
  };
  const answer = async () => {
    while (answers.length > 0) {
      answers.splice(0).forEach((go) => go());
      await new Promise((resolve) => setTimeout(resolve)); // what was answered is taken, and asks again
    }
  };
  return { read, asked, answer };
}

test("what is looked at is fetched in blocks, once", async () => {
  const { read, asked, answer } = server();
  const stored = createStoredLines(read);
  stored.want([{ ...out, from: 490, to: 540 }]);
  stored.want([{ ...out, from: 495, to: 545 }]);
  expect(stored.line(out, 499)).toBeUndefined();
  await answer();
  expect(asked).toEqual([0, BLOCK_LINES]);
  expect([490, 499, 500, 544].map((line) => stored.line(out, line)?.line)).toEqual([490, 499, 500, 544]);
  expect(stored.line({ ...out, stream: "stderr" }, 499)).toBeUndefined();
});

test("who passes by quickly asks for what is looked at in the end, not for what lay on the way", async () => {
  const { read, asked, answer } = server();
  const stored = createStoredLines(read);
  for (let from = 0; from <= 100_000; from += 1_000) stored.want([{ ...out, from, to: from + 50 }]);
  await answer();
  expect(asked).toEqual([0, 1_000, 100_000]);
});

test("a block that comes in several answers is whole", async () => {
  const { read, answer } = server({ most: 200 });
  const stored = createStoredLines(read);
  stored.want([{ ...out, from: 0, to: 50 }]);
  await answer();
  expect(stored.line(out, BLOCK_LINES - 1)?.line).toBe(BLOCK_LINES - 1);
});

test("memory is bounded: what was looked at longest ago is forgotten, what is looked at is not", async () => {
  const { read, answer } = server({ width: 4_096 });
  const stored = createStoredLines(read);
  for (let block = 0; block < 20; block += 1) {
    stored.want([
      { ...out, from: 0, to: 50 },
      { ...out, from: block * BLOCK_LINES, to: block * BLOCK_LINES + 50 },
    ]);
    await answer();
  }
  const kept = Array.from({ length: 20 }, (_, block) => stored.line(out, block * BLOCK_LINES) !== undefined);
  expect(kept[0], "looked at all the time").toBe(true);
  expect(kept[1], "long ago").toBe(false);
  expect(kept[19], "just now").toBe(true);
  expect(kept.filter(Boolean).length * BLOCK_LINES * 4_096).toBeLessThan(20_000_000);
});

test("a failure is said, asks nobody in a loop, and is over with the next answer", async () => {
  let fails = true;
  let asked = 0;
  const stored = createStoredLines((_, { from, count }) => {
    asked += 1;
    if (fails) return Promise.reject(new Error("away"));
    return Promise.resolve({ lines: Array.from({ length: count }, (_item, nth) => toLine(from + nth)), next: null });
  });
  const changed = () => new Promise<void>((resolve) => stored.subscribe(resolve));
  stored.want([{ ...out, from: 0, to: 50 }]);
  await changed();
  expect(stored.error()).toMatchObject({ message: "away" });
  expect(asked).toBe(1);
  fails = false;
  stored.want([{ ...out, from: 0, to: 50 }]);
  await changed();
  expect(stored.error()).toBeNull();
  expect(stored.line(out, 3)?.text).toMatch(/^3\./);
});
