import { expect, test } from "vitest";
import { addEvents, addGap, noEvents, toSeqRanges } from "./receivedEvents.ts";

const events = (...seqs: number[]) =>
  seqs.map((seq) => ({ type: "error", ts: "2026-11-20T00:00:00.000Z", runId: "r", seq }));
const seqs = (log: typeof noEvents) => log.events.map((event) => event.seq);

test("events in order are appended and nothing is missing", () => {
  const log = addEvents(addEvents(noEvents, events(1, 2)), events(3, 4));
  expect(seqs(log)).toEqual([1, 2, 3, 4]);
  expect(log).toMatchObject({ last: 4, missing: 0, holes: [] });
  expect(toSeqRanges(log)).toBe("1-4");
});

test("an event that arrives twice is there once", () => {
  const log = addEvents(addEvents(noEvents, events(1, 2, 3)), events(2, 3, 4));
  expect(seqs(log)).toEqual([1, 2, 3, 4]);
  expect(addEvents(noEvents, events(1, 1, 2)).missing).toBe(0);
});

test("a hole is counted as missing until its events arrive", () => {
  const holed = addEvents(noEvents, events(1, 2, 6));
  expect(holed).toMatchObject({ missing: 3, holes: [{ from: 3, to: 5 }] });
  expect(toSeqRanges(holed)).toBe("1-2,6-6");
  const healed = addEvents(holed, events(3, 4, 5));
  expect(healed).toMatchObject({ missing: 0, holes: [] });
  expect(seqs(healed)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a stated gap is missing too, but is no hole", () => {
  const log = addEvents(
    addGap(addEvents(noEvents, events(1, 2)), { from: 3, to: 14, reason: "redis_lost" }),
    events(15),
  );
  expect(log).toMatchObject({ last: 15, missing: 12, holes: [] });
  expect(addGap(log, { from: 3, to: 14, reason: "redis_lost" })).toBe(log);
});

test("a log that begins late misses its beginning", () => {
  expect(addEvents(noEvents, events(3))).toMatchObject({ missing: 2, holes: [{ from: 1, to: 2 }] });
});

test("a gap at the end counts up to its end, and half a hole stays a hole", () => {
  expect(addGap(noEvents, { from: 1, to: 5, reason: "retention" })).toMatchObject({ last: 5, missing: 5, holes: [] });
  const half = addGap(addEvents(noEvents, events(10)), { from: 1, to: 4, reason: "retention" });
  expect(half.holes).toEqual([{ from: 5, to: 9 }]);
});

test("what was added before is never changed in place", () => {
  const before = addEvents(noEvents, events(1));
  addEvents(before, events(2));
  expect(seqs(before)).toEqual([1]);
});
