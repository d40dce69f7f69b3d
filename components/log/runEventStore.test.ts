import { expect, test } from "vitest";
import { createFold } from "./foldReceived.ts";
import { createRunEventStore } from "./runEventStore.ts";

const output = (seq: number) => ({
  type: "subprocess_output",
  ts: "2026-11-20T00:00:00.000Z",
  runId: "r",
  seq,
  turn: 1,
  stream: "stdout",
  text: `line ${seq}\n`,
  offset: seq * 10,
});
const outputs = (...seqs: number[]) => seqs.map(output);

function storeWithPictures(first = outputs()) {
  const due: (() => void)[] = [];
  const store = createRunEventStore({ events: first, passages: [], gaps: [] }, (work) => due.push(work));
  return { store, due, paint: () => due.splice(0).forEach((work) => work()) };
}
const toSeqs = createFold<(number | string)[]>({
  empty: [],
  events: (seqs, events) => [...seqs, ...events.map((event) => event.seq)],
  gap: (seqs) => [...seqs, "gap"],
  passage: (seqs, { from, to }) => [...seqs, `${from}-${to}`],
});
const shown = (store: ReturnType<typeof createRunEventStore>) => toSeqs(store.read().received);

test("many frames between two pictures are one change", () => {
  const { store, due, paint } = storeWithPictures();
  let changes = 0;
  store.subscribe(() => (changes += 1));
  store.addEvents(outputs(1));
  store.addEvents(outputs(2, 3));
  expect(due).toHaveLength(1);
  expect(changes).toBe(0);
  paint();
  expect(changes).toBe(1);
  expect(shown(store)).toEqual([1, 2, 3]);
});

test("the cursor is ahead of the picture, so a reconnect asks for nothing twice", () => {
  const { store } = storeWithPictures(outputs(1, 2));
  expect(store.cursor()).toBe(2);
  store.addEvents(outputs(3));
  expect(store.cursor()).toBe(3);
});

test("what arrives again is shown once", () => {
  const { store, paint } = storeWithPictures(outputs(1, 2));
  store.addEvents(outputs(1, 2, 3));
  paint();
  expect(shown(store)).toEqual([1, 2, 3]);
  expect(store.read().received.missing).toBe(0);
});

test("events that fill a hole stand where they belong", () => {
  const { store, paint } = storeWithPictures(outputs(1));
  store.addEvents(outputs(4));
  paint();
  expect(store.read().received.missing).toBe(2);
  store.addEvents(outputs(2, 3));
  paint();
  expect(store.read().received.missing).toBe(0);
  expect(shown(store)).toEqual([1, 2, 3, 4]);
});

test("a stated gap stands between what is before and behind it, and counts as missing", () => {
  const { store, paint } = storeWithPictures(outputs(1));
  store.addGap({ from: 2, to: 3, reason: "redis_lost" });
  store.addEvents(outputs(4));
  paint();
  expect(shown(store)).toEqual([1, "gap", 4]);
  expect(store.read().received.missing).toBe(2);
});

test("a snapshot stays the same until something changes", () => {
  const { store } = storeWithPictures(outputs(1));
  const before = store.read();
  store.setConnection("connecting");
  expect(store.read()).toBe(before);
  store.setConnection("live");
  expect(store.read()).not.toBe(before);
});

test("a stopped watcher hears nothing", () => {
  const { store, paint } = storeWithPictures();
  let changes = 0;
  store.subscribe(() => (changes += 1))();
  store.addEvents(outputs(1));
  paint();
  expect(changes).toBe(0);
});

const passage = (from: number, to: number) => {
  const at = { turn: 1, stream: "stdout" as const, offset: from * 10, bytes: (to - from + 1) * 10 };
  return { from, to, ts: "2026-11-20T00:00:00.000Z", ...at, line: from, lines: to - from + 1, shown: to - from + 1 };
};

test("output without its text stands where its events would, also when they were here before", () => {
  const { store, paint } = storeWithPictures(outputs(1));
  store.addPassages([passage(2, 4)]);
  expect(store.cursor()).toBe(4);
  store.addEvents(outputs(5, 6));
  paint();
  expect(shown(store)).toEqual([1, "2-4", 5, 6]);
  store.addEvents(outputs(7, 8));
  paint();
  store.addPassages([passage(5, 6)]);
  paint();
  expect(shown(store)).toEqual([1, "2-4", "5-6", 7, 8]);
});

test("only what is new is folded as long as nothing before it changes", () => {
  const folded: number[] = [];
  const toCount = createFold<number>({
    empty: 0,
    events(count, events) {
      folded.push(events.length);
      return count + events.length;
    },
    gap: (count) => count,
    passage: (count, { from, to }) => count + to - from + 1,
  });
  const { store, paint } = storeWithPictures(outputs(1, 2));
  const count = () => toCount(store.read().received);
  expect(count()).toBe(2);
  store.addPassages([passage(3, 9)]);
  store.addEvents(outputs(10));
  store.addGap({ from: 11, to: 12, reason: "redis_lost" });
  store.addEvents(outputs(13, 14, 15));
  paint();
  expect(count()).toBe(13);
  expect(folded).toEqual([2, 1, 3]);
});
