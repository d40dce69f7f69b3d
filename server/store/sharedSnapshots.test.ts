/** A thousand viewers cost one read, and none of them sees less than it saw. */
import { expect, it, vi } from "vitest";
import { someSnapshot } from "#server/testing/someRun.ts";
import { createSharedSnapshots } from "./sharedSnapshots.ts";

function shared() {
  let now = 0;
  const read = vi.fn((runId: string) => Promise.resolve(someSnapshot({ runId, rev: read.mock.calls.length })));
  return { read, at: createSharedSnapshots(read, () => now), pass: (ms: number) => (now += ms) };
}

it("viewers at the same event share one read", async () => {
  const { read, at } = shared();
  const runs = await Promise.all([at("a", 5), at("a", 5), at("a", 4)]);
  expect(read).toHaveBeenCalledTimes(1);
  expect(new Set(runs).size).toBe(1);
});

it("whoever saw more of the log gets a newer read, another run its own", async () => {
  const { read, at } = shared();
  await at("a", 5);
  await at("a", 6);
  await at("b", 1);
  expect(read.mock.calls.map(([runId]) => runId)).toEqual(["a", "a", "b"]);
});

it("a second look a second later is a second read", async () => {
  const { read, at, pass } = shared();
  await at("a", 5);
  pass(1_000);
  await at("a", 5);
  expect(read).toHaveBeenCalledTimes(2);
});

it("a failed read is not kept", async () => {
  const { read, at } = shared();
  read.mockRejectedValueOnce(new Error("away"));
  await expect(at("a", 5)).rejects.toThrow("away");
  await expect(at("a", 5)).resolves.toMatchObject({ runId: "a" });
});
