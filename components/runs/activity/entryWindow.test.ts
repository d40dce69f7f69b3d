import { expect, test } from "vitest";
import type { ActivityEntry } from "./activityEntry.ts";
import { lastTurn, toNewest } from "./entryWindow.ts";

const entry = (turn: number | null, key = `${turn}`) => ({ kind: "message", key, turn }) as unknown as ActivityEntry;
const turns = (...counts: number[]) =>
  counts.flatMap((count, index) => Array.from({ length: count }, (_, n) => entry(index + 1, `${index + 1}.${n}`)));

test("a transcript that opens at a turn begins with it", () => {
  const entries = [entry(null, "start"), ...turns(3, 4, 2)];
  expect(toNewest(entries, 3).from).toBe(8);
  expect(toNewest(entries, 1).from).toBe(0);
  expect(toNewest(entries, 0).from).toBe(0);
});

test("while the turn has not arrived it begins with the last one that has", () => {
  expect(toNewest(turns(3, 4), 9).from).toBe(3);
  expect(toNewest([...turns(3, 4), entry(null, "paused")], 2).from).toBe(3);
  expect(toNewest([], 9).from).toBe(0);
  expect(lastTurn([...turns(1, 1), entry(null, "paused")])).toBe(2);
});

test("of a long turn the newest part is drawn, and its beginning moves rarely", () => {
  expect(toNewest(turns(10, 350), 2).from).toBe(100);
  expect(toNewest(turns(10, 389), 2).from).toBe(100);
  expect(toNewest(turns(10, 390), 2).from).toBe(200);
});
