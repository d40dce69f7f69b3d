import { expect, test } from "vitest";
import type { Doing } from "./lanesState.ts";
import { nextTurn, toNowWords } from "./nowWords.ts";
import type { RecorderTurn } from "./recorderTurns.ts";

type Run = Parameters<typeof toNowWords>[0];

const run = (more: Partial<Run> = {}): Run => ({
  status: "running",
  waiting: null,
  currentTurn: 12,
  stopAfterTurn: false,
  lastActivity: { at: "2026-11-20T12:00:00.000Z", text: "Wrote a.ts" },
  ...more,
});
const turn = (to: number | null, more: Partial<RecorderTurn> = {}): RecorderTurn => ({
  turn: 12,
  waitFrom: 0,
  from: 10,
  to,
  state: to === null ? "running" : "completed",
  broke: false,
  tries: [],
  tokens: null,
  ...more,
});
const doing: Doing = { turn: 12, verb: "test", text: "npm test", line: "ok 3", since: 40 };

test("a running turn says what it does", () => {
  expect(toNowWords(run(), { doing, last: turn(null) })).toMatchObject({
    lead: "Turn 12, testing",
    short: "Testing",
    text: "npm test",
    line: "ok 3",
    since: 40,
  });
});

test("a running turn whose events are not here says what was seen last", () => {
  expect(toNowWords(run(), { doing: null, last: turn(null) })).toMatchObject({
    lead: "Turn 12, working",
    line: "Wrote a.ts",
  });
  expect(toNowWords(run(), { doing: { ...doing, turn: 3 }, last: turn(null) })).toMatchObject({ line: "Wrote a.ts" });
});

test("between turns it says what is waited for, and how long still", () => {
  const waiting = {
    code: "delay",
    text: "Waits out the delay between turns.",
    until: "1970-01-01T00:01:00.000Z",
  } as const;
  expect(toNowWords(run({ waiting }), { doing: null, last: turn(50) })).toMatchObject({
    verb: "wait",
    lead: "Waiting for turn 13",
    text: waiting.text,
    until: 60_000,
  });
});

test("a turn that is tried again keeps its number", () => {
  const waiting = { code: "backoff", text: "", until: null } as const;
  expect(nextTurn({ waiting, currentTurn: 12 }, turn(50))).toBe(12);
  expect(toNowWords(run({ waiting }), { doing: null, last: turn(50) })?.lead).toBe("Waiting to try turn 12 again");
  expect(nextTurn({ waiting: null, currentTurn: 12 }, turn(50, { state: "interrupted" }))).toBe(12);
  expect(nextTurn({ waiting: null, currentTurn: 12 }, turn(50))).toBe(13);
  expect(nextTurn({ waiting: null, currentTurn: 0 }, null)).toBe(1);
});

test("a run that has settled has no now", () => {
  for (const status of ["completed", "failed", "cancelled"] as const)
    expect(toNowWords(run({ status }), { doing, last: turn(50) })).toBeNull();
});
