import { expect, test } from "vitest";
import { addEvents, addGap, addPassages, noEvents, toSeqRanges } from "./receivedEvents.ts";

const events = (...seqs: number[]) =>
  seqs.map((seq) => ({ type: "error", ts: "2026-11-20T00:00:00.000Z", runId: "r", seq }));
const seqs = (log: typeof noEvents) => log.events.map((event) => event.seq);

test("events in order are appended and nothing is missing", () => {
  const log = addEvents(addEvents(noEvents, events(1, 2)), events(3, 4));
  expect(seqs(log)).toEqual([1, 2, 3, 4]);
  expect(log).toMatchObject({ last: 4, missing: 0 });
  expect(toSeqRanges(log)).toBe("1-4");
});

test("an event that arrives twice is there once", () => {
  const log = addEvents(addEvents(noEvents, events(1, 2, 3)), events(2, 3, 4));
  expect(seqs(log)).toEqual([1, 2, 3, 4]);
  expect(addEvents(noEvents, events(1, 1, 2)).missing).toBe(0);
});

test("a hole is counted as missing until its events arrive", () => {
  const holed = addEvents(noEvents, events(1, 2, 6));
  expect(holed).toMatchObject({ missing: 3 });
  expect(toSeqRanges(holed)).toBe("1-2,6-6");
  const healed = addEvents(holed, events(3, 4, 5));
  expect(healed).toMatchObject({ missing: 0 });
  expect(seqs(healed)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a stated gap is missing, too, and is said once", () => {
  const log = addEvents(
    addGap(addEvents(noEvents, events(1, 2)), { from: 3, to: 14, reason: "redis_lost" }),
    events(15),
  );
  expect(log).toMatchObject({ last: 15, missing: 12 });
  expect(addGap(log, { from: 3, to: 14, reason: "redis_lost" })).toBe(log);
});

test("a log that begins late misses its beginning", () => {
  expect(addEvents(noEvents, events(3))).toMatchObject({ missing: 2 });
});

test("a gap at the end counts up to its end", () => {
  expect(addGap(noEvents, { from: 1, to: 5, reason: "retention" })).toMatchObject({ last: 5, missing: 5 });
});

test("what was added before is never changed in place", () => {
  const before = addEvents(noEvents, events(1));
  addEvents(before, events(2));
  expect(seqs(before)).toEqual([1]);
});

const passage = (from: number, to: number) => {
  const at = { turn: 1, stream: "stdout" as const, offset: from * 10, bytes: (to - from + 1) * 10 };
  return { from, to, ts: "2026-11-20T00:00:00.000Z", ...at, line: from, lines: to - from + 1, shown: to - from + 1 };
};

test("events whose text is not here are here: nothing is missing, and none arrives twice", () => {
  const log = addEvents(addPassages(addEvents(noEvents, events(1)), [passage(2, 5), passage(6, 9)]), events(10, 11));
  expect(log).toMatchObject({ last: 11, here: 11, missing: 0 });
  expect(toSeqRanges(log)).toBe("1-11");
  expect(addPassages(log, [passage(2, 5)])).toBe(log);
});

test("events that lose their text make room for what they stand for", () => {
  const whole = addEvents(noEvents, events(1, 2, 3, 4, 5, 6));
  const lean = addPassages(whole, [passage(2, 3), passage(5, 5)]);
  expect(seqs(lean)).toEqual([1, 4, 6]);
  expect(lean).toMatchObject({ last: 6, here: 6, missing: 0 });
  expect(seqs(whole)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a hole beside a passage is counted, and said where it is", () => {
  const log = addPassages(addEvents(noEvents, events(1, 9)), [passage(3, 5)]);
  expect(log.missing).toBe(4);
  expect(toSeqRanges(log)).toBe("1-1,3-5,9-9");
});
