import { describe, expect, test } from "vitest";
import type { RunEvent, RunEventBody } from "#server/domain/runEvents.ts";
import { emptyLanes, foldLanes, type LanesState } from "./foldLanes.ts";

const START = Date.parse("2026-11-20T12:00:00.000Z");

/** Events at seconds after the start. */
function log(...entries: [seconds: number, body: RunEventBody][]): RunEvent[] {
  return entries.map(([seconds, body], index) => ({
    ...body,
    ts: new Date(START + seconds * 1_000).toISOString(),
    runId: "r",
    seq: index + 1,
  }));
}

const fold = (events: RunEvent[]) => foldLanes(emptyLanes, events);
const seconds = (at: number | null | undefined) => (at === null || at === undefined ? null : (at - START) / 1_000);
const spansOf = (lanes: LanesState) =>
  lanes.turns.flatMap(({ tries }) =>
    tries.flatMap(({ spans }) =>
      spans.map(({ kind, text, from, to, failed }) => ({ kind, text, from: seconds(from), to: seconds(to), failed })),
    ),
  );

const started = (turn: number, nth = 1): RunEventBody => ({
  type: "turn_started",
  turn,
  try: nth,
  pid: 1,
  promptBytes: 1,
  promptHash: "h",
});
const completed = (turn: number, tokens: number | null = null): RunEventBody => ({
  type: "turn_completed",
  turn,
  durationMs: 10_000,
  tokenUsage:
    tokens === null
      ? null
      : { inputTokens: tokens, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0, totalTokens: tokens },
});
const failed = (turn: number, code: "codex_error" | "interrupted", nth = 1): RunEventBody => ({
  type: "turn_failed",
  turn,
  try: nth,
  exitCode: 1,
  signal: null,
  error: { code, message: "No.", retryable: true },
});
const begins = (itemId: string, command: string): RunEventBody => ({
  type: "turn_item",
  turn: 1,
  phase: "started",
  itemId,
  codex: null,
  item: {
    type: "local_shell_call",
    call_id: itemId,
    status: "in_progress",
    action: { type: "exec", command: ["bash", "-lc", command] },
  },
});
const ends = (itemId: string, exitCode = 0): RunEventBody => ({
  type: "turn_item",
  turn: 1,
  phase: "completed",
  itemId,
  codex: null,
  item: {
    type: "function_call_output",
    call_id: itemId,
    output: { content: "", success: exitCode === 0, exit_code: exitCode },
  },
});
const says = (text: string): RunEventBody => ({
  type: "turn_item",
  turn: 1,
  phase: "completed",
  itemId: "m",
  codex: null,
  item: { type: "message", role: "assistant", content: [{ type: "output_text", text }] },
});
const testStarts = (command: string): RunEventBody => ({ type: "test_run_started", turn: 1, command });
const testEnds = (command: string, durationMs: number, failing = 0): RunEventBody => ({
  type: "test_run_completed",
  turn: 1,
  command,
  exitCode: failing > 0 ? 1 : 0,
  durationMs,
  summary: { passed: 217, failed: failing, skipped: 4 },
});

describe("commands", () => {
  test("end with the output of the same item, also when they run beside each other", () => {
    const lanes = fold(
      log([0, started(1)], [1, begins("a", "ls")], [2, begins("b", "cat x")], [3, ends("a")], [5, ends("b", 2)]),
    );
    expect(spansOf(lanes)).toEqual([
      { kind: "command", text: "ls", from: 1, to: 3, failed: false },
      { kind: "command", text: "cat x", from: 2, to: 5, failed: true },
    ]);
  });

  test("that still run when their turn ends die with it, and nobody says how", () => {
    const lanes = fold(
      log([0, started(1)], [1, begins("a", "sleep 99")], [4, failed(1, "interrupted")], [6, ends("a")]),
    );
    expect(spansOf(lanes)).toEqual([{ kind: "command", text: "sleep 99", from: 1, to: 4, failed: null }]);
    expect(lanes.turns[0]?.tries[0]).toMatchObject({ state: "interrupted" });
  });

  test("whose beginning is missing are there at their end, once", () => {
    const lanes = fold(log([0, started(1)], [3, ends("a")], [4, ends("a")]));
    expect(spansOf(lanes)).toEqual([{ kind: "command", text: "", from: 3, to: 3, failed: false }]);
  });
});

describe("test runs", () => {
  test("that are a command move that command to their lane", () => {
    const lanes = fold(
      log(
        [0, started(1)],
        [1, begins("a", "cd web && npm test")],
        [1.2, testStarts("npm test")],
        [8, testEnds("npm test", 6_000, 1)],
        [9, ends("a", 1)],
      ),
    );
    expect(spansOf(lanes)).toEqual([{ kind: "test", text: "cd web && npm test", from: 1, to: 9, failed: true }]);
    expect(lanes.tested).toEqual({ turn: 1, passed: 217, failed: 1, skipped: 4 });
  });

  test("that are told together with the output of their command still are that command", () => {
    const lanes = fold(
      log(
        [0, started(1)],
        [1, begins("a", "npm test")],
        [9, ends("a")],
        [9, testStarts("npm test")],
        [9, testEnds("npm test", 7_900)],
      ),
    );
    expect(spansOf(lanes)).toEqual([{ kind: "test", text: "npm test", from: 1, to: 9, failed: false }]);
  });

  test("of another command stand by themselves", () => {
    const lanes = fold(
      log(
        [0, started(1)],
        [1, begins("a", "npm run build")],
        [2, testStarts("pytest")],
        [6, testEnds("pytest", 4_000)],
        [7, ends("a")],
      ),
    );
    expect(spansOf(lanes)).toEqual([
      { kind: "command", text: "npm run build", from: 1, to: 7, failed: false },
      { kind: "test", text: "pytest", from: 2, to: 6, failed: false },
    ]);
  });

  test("whose start nobody told began as long ago as they took, but not before their turn", () => {
    const lanes = fold(log([10, started(1)], [14, testEnds("pytest", 60_000)]));
    expect(spansOf(lanes)).toEqual([{ kind: "test", text: "pytest", from: 10, to: 14, failed: false }]);
  });

  test("of earlier commands are not taken for the one that runs the same now", () => {
    const lanes = fold(
      log(
        [0, started(1)],
        [1, begins("a", "npm test")],
        [5, ends("a")],
        [60, begins("b", "npm test")],
        [66, testEnds("npm test", 5_000)],
        [67, ends("b")],
      ),
    );
    expect(spansOf(lanes).map(({ kind }) => kind)).toEqual(["command", "test"]);
  });

  test("Codi's own check is one, and its end is remembered", () => {
    const lanes = fold(
      log([0, started(1)], [5, begins("check_1", "npm test")], [8, ends("check_1", 1)], [8, completed(1)]),
    );
    expect(spansOf(lanes)).toEqual([{ kind: "check", text: "npm test", from: 5, to: 8, failed: true }]);
    expect(lanes.checked).toEqual({ turn: 1, failed: true, exitCode: 1 });
  });
});

describe("turns", () => {
  test("keep each of their tries", () => {
    const lanes = fold(log([0, started(1)], [3, failed(1, "codex_error")], [8, started(1, 2)], [9, completed(1, 40)]));
    expect(lanes.turns).toHaveLength(1);
    expect(lanes.turns[0]?.tries.map((one) => [one.try, seconds(one.from), seconds(one.to), one.state])).toEqual([
      [1, 0, 3, "failed"],
      [2, 8, 9, "completed"],
    ]);
    expect(lanes.turns[0]?.tokens).toBe(40);
  });

  test("whose end is missing end before the next one, in an unknown way", () => {
    const lanes = fold(log([0, started(1)], [4, says("Hm.")], [20, started(2)]));
    expect(lanes.turns[0]?.tries[0]).toMatchObject({ state: "unknown" });
    expect(seconds(lanes.turns[0]?.tries[0]?.to)).toBe(4);
  });

  test("whose beginning is missing begin with the first thing that is there, and say so", () => {
    const lanes = fold(log([7, says("Going on.")], [9, completed(1)]));
    expect(lanes.turns[0]?.tries[0]).toMatchObject({ late: true, state: "completed" });
    expect(seconds(lanes.turns[0]?.tries[0]?.from)).toBe(7);
  });

  test("tell their tokens while they run; without any report they stay unknown", () => {
    const usage: RunEventBody = { type: "token_usage", turn: 1, inputTokens: 5, outputTokens: 1, totalTokens: 6 };
    expect(fold(log([0, started(1)], [1, usage])).turns[0]?.tokens).toBe(6);
    expect(fold(log([0, started(1)], [1, completed(1)])).turns[0]?.tokens).toBeNull();
  });
});

describe("now", () => {
  const doing = (events: RunEvent[]) => {
    const now = fold(events).doing;
    return now && { verb: now.verb, text: now.text, line: now.line, since: seconds(now.since) };
  };

  test("is the command that runs, with its last line", () => {
    const output: RunEventBody = {
      type: "subprocess_output",
      turn: 1,
      stream: "stdout",
      text: "one\n\u001b[32mtwo\u001b[0m\n",
      offset: 0,
    };
    expect(doing(log([0, started(1)], [2, begins("a", "npm run build")], [3, output]))).toEqual({
      verb: "run",
      text: "npm run build",
      line: "two",
      since: 2,
    });
  });

  test("is what Codex tells of a command's output before its end", () => {
    const { item } = begins("a", "npm run build") as Extract<RunEventBody, { type: "turn_item" }>;
    const update: RunEventBody = {
      type: "turn_item",
      turn: 1,
      phase: "updated",
      itemId: "a",
      item,
      codex: { aggregated_output: "step 1\nstep 2\n" },
    };
    expect(doing(log([0, started(1)], [2, begins("a", "npm run build")], [3, update]))).toMatchObject({
      verb: "run",
      line: "step 2",
      since: 2,
    });
  });

  test("goes back to what still runs, then to thinking since the last thing ended", () => {
    const events = log(
      [0, started(1)],
      [1, begins("a", "ls")],
      [2, begins("b", "cat x")],
      [3, ends("b")],
      [6, ends("a")],
      [8, says("So.")],
    );
    expect(doing(events.slice(0, 4))).toMatchObject({ verb: "run", text: "ls", since: 1 });
    expect(doing(events)).toEqual({ verb: "think", text: "So.", line: "", since: 6 });
  });

  test("is nothing between turns and after the end", () => {
    expect(doing(log([0, started(1)], [1, completed(1)]))).toBeNull();
  });
});

test("folding bit by bit is folding at once, and what came in stays as it was", () => {
  const events = log(
    [0, started(1)],
    [1, begins("a", "npm test")],
    [2, testStarts("npm test")],
    [4, testEnds("npm test", 2_000)],
    [5, ends("a")],
    [6, says("Good.")],
    [7, completed(1, 12)],
    [9, started(2)],
    [11, failed(2, "codex_error")],
    [12, started(2, 2)],
  );
  const whole = fold(events);
  let bits = emptyLanes;
  for (const event of events) {
    const before = structuredClone(bits);
    const next = foldLanes(bits, [event]);
    expect(bits).toEqual(before);
    bits = next;
  }
  expect(bits).toEqual(whole);
});

test("a turn that nothing happened to stays the same object", () => {
  const events = log([0, started(1)], [1, completed(1)], [2, started(2)], [3, completed(2)]);
  const before = fold(events.slice(0, 2));
  expect(foldLanes(before, events.slice(2)).turns[0]).toBe(before.turns[0]);
});
