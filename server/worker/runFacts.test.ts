/** What a turn's result does to the row: which tries count, when the retry rule starts afresh, and what the outcome is made of. */
import { expect, it } from "vitest";
import type { RunFailure } from "#server/domain/run.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import type { TurnResult } from "./executeTurn.ts";
import type { TurnReport } from "./harness.ts";
import { foldResult, isFailedForGood, toTurnFacts } from "./runFacts.ts";

const row = (change: Partial<RunRow> = {}) =>
  ({
    config: { onTurnFailure: "fail" },
    turns: 1,
    tokensKnown: 10n,
    turnsUnknown: 0,
    durationMs: 100n,
    filesChanged: ["a"],
    filesChangedCount: 1,
    checkPassed: null,
    ranCommands: false,
    saidAnything: true,
    opaque: false,
    failedTries: 0,
    workerDeaths: 0,
    threadId: "thread-1",
    threadTotals: null,
    resumeThreadId: null,
    ...change,
  }) as RunRow;

const report: TurnReport = {
  threadId: "thread-2",
  usage: { inputTokens: 3, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 5 },
  usageRaw: null,
  threadTotals: null,
  lastMessage: null,
  ranCommands: false,
  saidAnything: true,
  filesChanged: ["a", "b"],
  opaque: false,
  failure: null,
  sentinelUsage: null,
};
const result = (change: Partial<TurnResult> = {}): TurnResult => ({
  report,
  exit: { exitCode: 0, signal: null },
  pid: 7,
  durationMs: 50,
  failure: null,
  interrupted: null,
  receipt: null,
  checkExitCode: undefined,
  cliVersion: null,
  ...change,
});
const passing: RunFailure = { code: "spawn_error", message: "not there", retryable: true };
const fold = (run: RunRow, turn: TurnResult) => foldResult(run, turn, toTurnFacts(run, turn));

it("a completed turn counts, and every file once", () => {
  expect(fold(row({ failedTries: 2, workerDeaths: 1 }), result({ checkExitCode: 0 }))).toMatchObject({
    turns: 2,
    tokensKnown: 15n,
    durationMs: 150n,
    filesChanged: ["a", "b"],
    filesChangedCount: 2,
    outcome: "verified",
    checkPassed: true,
    turnOpen: false,
    failedTries: 0,
    workerDeaths: 0,
    threadId: "thread-2",
    resumeThreadId: null,
  });
});

it("a try that will be repeated keeps its turn open, and its time and tokens", () => {
  const patch = fold(row({ failedTries: 1, workerDeaths: 1 }), result({ failure: passing }));
  expect(patch).toMatchObject({ turns: 1, tokensKnown: 15n, durationMs: 150n, turnOpen: true, failedTries: 2 });
  expect(patch.workerDeaths).toBeUndefined();
});

it("a turn that failed for good counts, and the next one has all its tries again", () => {
  for (const run of [row({ failedTries: 3 }), row({ failedTries: 0 })]) {
    const failure = { ...passing, retryable: run.failedTries === 3 };
    expect(fold(run, result({ failure }))).toMatchObject({
      turns: 2,
      turnOpen: false,
      failedTries: 0,
      workerDeaths: 0,
      error: failure,
    });
  }
});

it("a failure that the run goes on after is not the run's error", () => {
  const failure = { ...passing, retryable: false };
  const goesOn = row({ config: { onTurnFailure: "continue" } });
  expect(fold(goesOn, result({ failure })).error).toBeUndefined();
  expect(fold(row(), result({ failure: passing })).error).toBeUndefined();
});

it("a cancelled turn is over: it counts, and what it used is unknown", () => {
  const cut = { ...report, usage: null };
  expect(fold(row(), result({ interrupted: "cancel", report: cut }))).toMatchObject({
    turns: 2,
    turnsUnknown: 1,
    turnOpen: false,
  });
});

it("an interruption costs no try, and its thread is gone on with", () => {
  const patch = fold(row({ failedTries: 1 }), result({ interrupted: "pause", failure: passing }));
  expect(patch).toMatchObject({ turns: 1, turnOpen: true, failedTries: 1, resumeThreadId: "thread-2" });
});

it("our own abort decides what a turn is, whatever the child says", () => {
  expect(toTurnFacts(row(), result({ interrupted: "cancel" }))).toMatchObject({ kind: "interrupted", by: "cancel" });
  expect(toTurnFacts(row(), result({ failure: passing }))).toMatchObject({ kind: "failed", failedTries: 1 });
  expect(toTurnFacts(row(), result({ checkExitCode: null }))).toEqual({ kind: "completed", checkPassed: false });
  expect(toTurnFacts(row(), result())).toEqual({ kind: "completed", checkPassed: null });
});

it("no usage is unknown, not zero, and a sentinel's counts only without the harness's own", () => {
  const unknown = { ...report, usage: null };
  expect(fold(row(), result({ report: unknown }))).toMatchObject({ tokensKnown: 10n, turnsUnknown: 1 });
  const sentinelUsage = { ...report.usage, totalTokens: 99 } as TurnReport["sentinelUsage"];
  expect(fold(row(), result({ report: { ...unknown, sentinelUsage } }))).toMatchObject({ tokensKnown: 109n });
  expect(fold(row(), result({ report: { ...report, sentinelUsage } }))).toMatchObject({ tokensKnown: 15n });
});

it.each([
  [1, true, false],
  [3, true, false],
  [4, true, true],
  [1, false, true],
])("after %s tries, retryable %s: for good is %s", (failedTries, retryable, isFinal) => {
  expect(isFailedForGood({ kind: "failed", failedTries, error: { ...passing, retryable } })).toBe(isFinal);
});
