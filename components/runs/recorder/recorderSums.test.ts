import { expect, test } from "vitest";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { RecorderTurn } from "./recorderTurns.ts";
import { activeMs, tokensSoFar } from "./recorderSums.ts";

const run = (tokens: number | null): Pick<RunSnapshot, "stats"> => ({
  stats: {
    turns: 1,
    tokens,
    turnsUnknown: 0,
    filesChanged: 0,
    linesAdded: null,
    linesRemoved: null,
    durationMs: 60_000,
  },
});
const turn = (to: number | null, tokens: number | null): RecorderTurn => ({
  turn: 2,
  waitFrom: 60_000,
  from: 70_000,
  to,
  state: to === null ? "running" : "completed",
  broke: false,
  tries: [],
  tokens,
});

test("a running turn adds its time and what it told so far", () => {
  expect(activeMs(run(100), [turn(null, 7)], 90_000)).toBe(80_000);
  expect(tokensSoFar(run(100), [turn(null, 7)])).toBe(107);
  expect(tokensSoFar(run(null), [turn(null, 7)])).toBe(7);
});

test("a turn that has ended is counted by the run's record alone", () => {
  expect(activeMs(run(100), [turn(80_000, 7)], 90_000)).toBe(60_000);
  expect(tokensSoFar(run(100), [turn(80_000, 7)])).toBe(100);
});

test("tokens that nobody reported stay unknown", () => {
  expect(tokensSoFar(run(null), [turn(null, null)])).toBeNull();
});
