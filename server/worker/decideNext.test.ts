/** What happens after a turn: every row of the order, that an earlier one wins over all later ones, and the limits around it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunFailure } from "#server/domain/run.ts";
import { decideNext, type Interruption, type Next, type RunFacts, type TurnFacts, wallLimitMs } from "./decideNext.ts";

const quiet: RunFacts = {
  status: "running",
  stopAfterTurn: false,
  stopFile: false,
  patternLine: null,
  turns: 1,
  maxTurns: 25,
  wallMs: 1_000,
  wallLimitMs: null,
  checkStops: true,
  loopDelaySec: 5,
  onTurnFailure: "fail",
};
const completed: TurnFacts = { kind: "completed", checkPassed: null };
const passed: TurnFacts = { kind: "completed", checkPassed: true };
const final: RunFailure = { code: "subprocess_exit", message: "exit 3", retryable: false };
const passing: RunFailure = { code: "spawn_error", message: "not there", retryable: true };
const failed = (error: RunFailure, failedTries = 1): TurnFacts => ({ kind: "failed", error, failedTries });
const interrupted = (by: Interruption): TurnFacts => ({ kind: "interrupted", by, error: passing });

const complete = (stopReason: string): Next => ({ kind: "complete", stopReason }) as Next;
const paused = (reason: string): Next => ({ kind: "pause", reason }) as Next;
const cancelled: Next = { kind: "cancel", reason: "manual" };
const goesOn: Next = { kind: "continue", inMs: 5_000 };
const again = (inMs: number): Next => ({ kind: "retry", inMs, waiting: "backoff" });

/** In order: each holds together with all that follow, and the first one decides. */
const order: [name: string, facts: Partial<RunFacts>, next: Next][] = [
  ["cancel", { status: "cancelling" }, cancelled],
  ["stop file", { stopFile: true }, complete("stop_file")],
  ["pattern", { patternLine: "" }, complete("pattern")],
  ["stop requested", { stopAfterTurn: true }, complete("stop_requested")],
  ["check passed", {}, complete("check")],
  ["max turns", { maxTurns: 1 }, complete("max_turns")],
  ["wall time", { wallLimitMs: 1_000 }, paused("budget")],
  ["pause requested", { status: "pausing" }, paused("manual")],
  ["go on", {}, goesOn],
];

describe("after a completed turn", () => {
  it.each(order.map(([name, facts, next], index) => ({ name, facts, next, index })))(
    "$name comes before all that follows",
    ({ facts, next, index }) => {
      const rest = order.slice(index).reduceRight((all, [, more]) => ({ ...all, ...more }), {});
      const turn = index <= 4 ? passed : completed;
      expect(decideNext(turn, { ...quiet, ...rest, ...facts })).toEqual(next);
    },
  );

  it.each(order.filter(([name]) => name !== "check passed").map(([name, facts, next]) => ({ name, facts, next })))(
    "$name alone decides",
    ({ facts, next }) => expect(decideNext(completed, { ...quiet, ...facts })).toEqual(next),
  );

  it.each<[string, TurnFacts, Partial<RunFacts>, Next]>([
    ["a check that passed", passed, {}, complete("check")],
    ["a check that must not stop", passed, { checkStops: false }, goesOn],
    ["a check that failed", { kind: "completed", checkPassed: false }, {}, goesOn],
    ["one turn below the limit", completed, { turns: 24 }, goesOn],
    ["the last turn", completed, { turns: 25 }, complete("max_turns")],
    ["no limit", completed, { turns: 9_999, maxTurns: null }, goesOn],
    ["just below the wall", completed, { wallMs: 999, wallLimitMs: 1_000 }, goesOn],
    ["no delay", completed, { loopDelaySec: 0 }, { kind: "continue", inMs: 0 }],
    ["a fraction of a second", completed, { loopDelaySec: 0.25 }, { kind: "continue", inMs: 250 }],
  ])("%s", (...[, turn, facts, next]) => expect(decideNext(turn, { ...quiet, ...facts })).toEqual(next));
});

describe("after a failed turn", () => {
  it.each<[string, TurnFacts, Partial<RunFacts>, Next]>([
    ["first failure", failed(passing, 1), {}, again(2_000)],
    ["second", failed(passing, 2), {}, again(8_000)],
    ["third", failed(passing, 3), {}, again(30_000)],
    ["fourth", failed(passing, 4), {}, { kind: "fail", error: passing, stopReason: "turn_failed" }],
    ["for good", failed(final), {}, { kind: "fail", error: final, stopReason: "turn_failed" }],
    ["cancel", failed(passing), { status: "cancelling" }, cancelled],
    ["cancel after one for good", failed(final), { status: "cancelling" }, cancelled],
    ["stop asked", failed(passing), { stopAfterTurn: true }, complete("stop_requested")],
    ["pause asked, to be tried again", failed(passing), { status: "pausing" }, paused("manual")],
    ["for good, and continue", failed(final), { onTurnFailure: "continue" }, goesOn],
    ["fourth, and continue", failed(passing, 4), { onTurnFailure: "continue" }, goesOn],
    ["continue, but tried again first", failed(passing, 1), { onTurnFailure: "continue" }, again(2_000)],
    ["continue at the stop file", failed(final), { onTurnFailure: "continue", stopFile: true }, complete("stop_file")],
    ["continue at the last turn", failed(final), { onTurnFailure: "continue", maxTurns: 1 }, complete("max_turns")],
    ["continue while pausing", failed(final), { onTurnFailure: "continue", status: "pausing" }, paused("manual")],
  ])("%s", (...[, turn, facts, next]) => expect(decideNext(turn, { ...quiet, ...facts })).toEqual(next));
});

describe("after a turn that we ended", () => {
  const atOnce: Next = { kind: "retry", inMs: 0, waiting: null };
  it.each<[string, Interruption, Partial<RunFacts>, Next]>([
    ["cancel", "cancel", { status: "cancelling" }, cancelled],
    ["cancel during an ending pause", "pause", { status: "cancelling" }, cancelled],
    ["pause now", "pause", { status: "pausing" }, paused("manual")],
    ["pause taken back meanwhile", "pause", {}, atOnce],
    ["pause that became a stop", "pause", { stopAfterTurn: true }, complete("stop_requested")],
    ["time limit", "budget", {}, paused("budget")],
    ["shutdown", "shutdown", {}, atOnce],
    ["shutdown while pausing", "shutdown", { status: "pausing" }, paused("manual")],
  ])("%s", (...[, by, facts, next]) => expect(decideNext(interrupted(by), { ...quiet, ...facts })).toEqual(next));
});

it("a cancel always wins, and nothing else ever cancels", () => {
  const turns = fc.constantFrom(completed, passed, failed(passing), failed(final), interrupted("pause"));
  const facts = fc.record({
    status: fc.constantFrom("running" as const, "pausing" as const, "cancelling" as const),
    stopAfterTurn: fc.boolean(),
    stopFile: fc.boolean(),
    patternLine: fc.constantFrom(null, "done"),
    turns: fc.nat(50),
    wallLimitMs: fc.constantFrom(null, 500, 2_000),
    onTurnFailure: fc.constantFrom("fail" as const, "continue" as const),
  });
  fc.assert(
    fc.property(turns, facts, (turn, change) => {
      const next = decideNext(turn, { ...quiet, ...change });
      expect(next.kind === "cancel").toBe(change.status === "cancelling");
    }),
  );
});

it.each([
  [null, 3, null],
  [100, 0, 100_000],
  [100, 1, 120_000],
  [100, 3, 160_000],
])("a wall of %s s, continued %s times, is %s ms", (wallSec, extensions, limit) => {
  expect(wallLimitMs(wallSec, extensions)).toBe(limit);
});
