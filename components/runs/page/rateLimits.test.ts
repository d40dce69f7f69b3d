import { expect, test } from "vitest";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { findRateLimits } from "./rateLimits.ts";

const event = (seq: number, windows: unknown): StoredEvent => ({
  type: "rate_limits",
  ts: "2026-11-20T10:00:00.000Z",
  runId: "r_1",
  seq,
  turn: 1,
  windows,
});
const window = (usedPercent: number, windowMinutes: number | null) => ({
  name: "primary",
  usedPercent,
  windowMinutes,
  resetsAt: null,
});

test("the newest word on the limits counts, and windows are called by their length", () => {
  const limits = findRateLimits([event(1, [window(10, 300)]), event(2, [window(62, 300), window(38, 10_080)])]);
  expect(limits?.windows.map(({ name, usedPercent }) => [name, usedPercent])).toEqual([
    ["5 hours", 62],
    ["Week", 38],
  ]);
  expect(findRateLimits([event(1, [window(10, null)])])?.windows[0]?.name).toBe("primary");
});

test("no word on limits is none, not zero", () => {
  expect(findRateLimits([])).toBeNull();
  expect(findRateLimits([event(1, [])])).toBeNull();
});
