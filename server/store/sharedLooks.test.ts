/** A thousand viewers that ask for the same cost one read, and none of them is told less than there is. */
import { expect, it, vi } from "vitest";
import { someEvents } from "#server/testing/someRun.ts";
import type { HistoryLook } from "./historyLook.ts";
import { createSharedLooks } from "./sharedLooks.ts";

const nothing: HistoryLook = { frame: null, stand: { settled: false, archivedTo: 0 } };
const pageAfter = (after: number): HistoryLook => ({
  frame: { kind: "events", events: someEvents("r_1", after + 1, after + 10) },
});

function shared({
  keptBytes = 1_000_000,
  answer = pageAfter,
}: { keptBytes?: number; answer?: (after: number) => HistoryLook } = {}) {
  let now = 0;
  const given = { answer };
  const read = vi.fn((_runId: string, after: number) => Promise.resolve(given.answer(after)));
  return {
    read,
    given,
    look: createSharedLooks(read, { keptBytes, keptMs: 1_000, now: () => now }),
    pass: (ms: number) => (now += ms),
  };
}

it("viewers that ask at once share one read, also when there is nothing", async () => {
  const { read, look } = shared({ answer: () => nothing });
  const looks = await Promise.all([look("a", 5), look("a", 5), look("a", 5)]);
  expect(read).toHaveBeenCalledTimes(1);
  expect(looks).toEqual([nothing, nothing, nothing]);
});

it("another cursor and another run are reads of their own", async () => {
  const { read, look } = shared();
  await Promise.all([look("a", 5), look("a", 6), look("b", 5)]);
  expect(read.mock.calls).toEqual([
    ["a", 5],
    ["a", 6],
    ["b", 5],
  ]);
});

it("a page of events serves whoever comes within a moment, and is let go after it", async () => {
  const { read, look, pass } = shared();
  const first = await look("a", 0);
  pass(999);
  expect(await look("a", 0)).toBe(first);
  pass(1);
  await look("b", 0); // whoever asks sweeps
  await look("a", 0);
  expect(read).toHaveBeenCalledTimes(3);
});

it("that there is nothing serves nobody later, unless an answer of that age will do", async () => {
  const { read, look, given, pass } = shared({ answer: () => nothing });
  await look("a", 5);
  pass(400);
  given.answer = pageAfter;
  expect(await look("a", 5, { maxAgeMs: 500 })).toBe(nothing);
  expect(await look("a", 5)).toEqual(pageAfter(5));
  expect(read).toHaveBeenCalledTimes(2);
});

it("holds no more than its bytes, whatever is asked for, and forgets the oldest first", async () => {
  const size = JSON.stringify(someEvents("r_1", 1, 10)).length;
  const { read, look } = shared({ keptBytes: size * 2.5 });
  for (const after of [0, 10, 20]) await look("a", after);
  await look("a", 20);
  await look("a", 10);
  expect(read).toHaveBeenCalledTimes(3);
  await look("a", 0);
  expect(read).toHaveBeenCalledTimes(4);
});

it("a failed read fails those who waited for it, and nobody after them", async () => {
  const { read, look } = shared();
  read.mockRejectedValueOnce(new Error("away"));
  const both = [look("a", 5), look("a", 5)];
  for (const one of both) await expect(one).rejects.toThrow("away");
  await expect(look("a", 5)).resolves.toEqual(pageAfter(5));
});
