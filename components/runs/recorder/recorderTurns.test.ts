import { describe, expect, test } from "vitest";
import type { TurnView } from "#server/domain/run.ts";
import type { LaneTurn } from "./lanesState.ts";
import { recorderEnd, toRecorderTurns, type RecorderTurn } from "./recorderTurns.ts";
import { shownTurns } from "./shownTurns.ts";

const START = Date.parse("2026-11-20T12:00:00.000Z");
const at = (seconds: number) => START + seconds * 1_000;
const iso = (seconds: number) => new Date(at(seconds)).toISOString();
const run = { createdAt: iso(0), settledAt: null };

type Times = [from: number, to: number | null];

const view = (turn: number, [from, to]: Times, more: Partial<TurnView> = {}): TurnView => ({
  turn,
  try: 1,
  status: to === null ? "running" : "completed",
  startedAt: iso(from),
  endedAt: to === null ? null : iso(to),
  durationMs: null,
  exitCode: null,
  signal: null,
  error: null,
  usage: null,
  outcome: null,
  promptBytes: null,
  promptHash: null,
  threadId: null,
  cliVersion: null,
  lastMessage: null,
  ...more,
});
const lane = (turn: number, [from, to]: Times, late = false): LaneTurn => ({
  turn,
  tries: [
    {
      try: 1,
      from: at(from),
      to: to === null ? null : at(to),
      late,
      state: to === null ? "running" : "completed",
      spans: [],
    },
  ],
  tokens: null,
});
const brief = ({ turn, waitFrom, from, to, state }: RecorderTurn) => [
  turn,
  (waitFrom - START) / 1_000,
  (from - START) / 1_000,
  to === null ? null : (to - START) / 1_000,
  state,
];

describe("the turns of the recorder", () => {
  test("wait since the run was asked for, and then since the turn before", () => {
    expect(toRecorderTurns(run, [], [lane(1, [5, 20]), lane(2, [30, null])]).map(brief)).toEqual([
      [1, 0, 5, 20, "completed"],
      [2, 20, 30, null, "running"],
    ]);
  });

  test("come from the record where events are missing", () => {
    const views = [view(1, [4, 20]), view(2, [29, 50]), view(3, [60, null])];
    expect(toRecorderTurns(run, views, [lane(2, [35, 50], true)]).map(brief)).toEqual([
      [1, 0, 4, 20, "completed"],
      [2, 20, 29, 50, "completed"],
      [3, 50, 60, null, "running"],
    ]);
  });

  test("end when the record says so, also when the log lacks their end", () => {
    expect(toRecorderTurns(run, [view(1, [4, 20])], [lane(1, [5, null])]).map(brief)).toEqual([
      [1, 0, 5, 20, "completed"],
    ]);
  });

  test("are not ended by the record of an earlier try", () => {
    const second = {
      ...lane(1, [5, 10]),
      tries: [...lane(1, [5, 10]).tries, { ...(lane(1, [30, null]).tries[0] ?? never()), try: 2 }],
    };
    const [turn] = toRecorderTurns(run, [view(1, [4, 10], { status: "failed" })], [second]);
    expect(turn).toMatchObject({ to: null, state: "running" });
  });

  test("never run once the run has settled", () => {
    const settled = { ...run, settledAt: iso(99) };
    expect(toRecorderTurns(settled, [], [lane(1, [5, null])]).map(brief)).toEqual([[1, 0, 5, 99, "unknown"]]);
  });

  test("are broken by a failure, not by an interruption on request", () => {
    const failure = (code: "codex_error" | "interrupted") =>
      view(1, [4, 20], { status: "failed", error: { code, message: "", retryable: true } });
    expect(toRecorderTurns(run, [failure("codex_error")], [])[0]).toMatchObject({ state: "failed", broke: true });
    expect(toRecorderTurns(run, [failure("interrupted")], [])[0]).toMatchObject({ state: "interrupted", broke: false });
  });

  test("do not know their tokens until somebody told them", () => {
    expect(toRecorderTurns(run, [view(1, [4, 20])], [lane(1, [5, 20])])[0]?.tokens).toBeNull();
    expect(toRecorderTurns(run, [], [{ ...lane(1, [5, 20]), tokens: 7 }])[0]?.tokens).toBe(7);
  });
});

test("the recorder ends with the run, else now, and never before what was seen", () => {
  expect(recorderEnd({ settledAt: iso(9) }, at(50), at(8))).toBe(at(9));
  expect(recorderEnd(run, at(50), at(8))).toBe(at(50));
  expect(recorderEnd(run, at(50), at(51))).toBe(at(51));
});

describe("of very many turns", () => {
  const turns = toRecorderTurns(
    run,
    [],
    Array.from({ length: 300 }, (_, index) => lane(index + 1, [index, index + 1])),
  );
  const ends = (wanted: { until: number | null; scope: number | null }) => {
    const { shown, earlier, later } = shownTurns(turns, wanted);
    return [shown[0]?.turn, shown.at(-1)?.turn, earlier, later];
  };

  test("the newest are shown", () => {
    expect(ends({ until: null, scope: null })).toEqual([101, 300, 100, 0]);
    expect(ends({ until: null, scope: 101 })).toEqual([101, 300, 100, 0]);
  });

  test("those around the scope are shown when it is earlier", () => {
    expect(ends({ until: null, scope: 5 })).toEqual([1, 200, 0, 100]);
  });

  test("one can page back and to the newest again", () => {
    expect(ends({ until: 100, scope: null })).toEqual([1, 200, 0, 100]);
    expect(ends({ until: Infinity, scope: 5 })).toEqual([101, 300, 100, 0]);
  });
});

function never(): never {
  throw new Error("There is a try.");
}
