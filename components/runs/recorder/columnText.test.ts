import { expect, test } from "vitest";
import { columnText } from "./columnText.ts";
import type { LaneSpan } from "./lanesState.ts";
import type { RecorderTurn } from "./recorderTurns.ts";

const span = (kind: LaneSpan["kind"], failed: boolean | null): LaneSpan => ({
  id: kind,
  kind,
  text: "",
  from: 0,
  to: 1,
  failed,
});
const turn = (spans: LaneSpan[] | null, more: Partial<RecorderTurn> = {}): RecorderTurn => ({
  turn: 12,
  waitFrom: 0,
  from: 8_000,
  to: null,
  state: "running",
  broke: false,
  tries: spans ? [{ try: 1, from: 8_000, to: null, late: false, state: "running", spans }] : [],
  tokens: null,
  ...more,
});
const end = 380_000;

test("a turn is told by number, state, time, what it ran and what it used", () => {
  const spans = [span("command", true), span("command", false), span("test", true), span("check", false)];
  expect(columnText(turn(spans, { tokens: 410_000 }), end)).toBe(
    "Turn 12, running, 6m 12s, 2 commands, 2 test runs, 1 failed, 0.41M tokens",
  );
});

test("tokens are unknown only once the turn has ended without them", () => {
  expect(columnText(turn([]), end)).toBe("Turn 12, running, 6m 12s, no commands");
  expect(columnText(turn([], { to: 38_000, state: "completed" }), end)).toBe(
    "Turn 12, completed, 30s, no commands, tokens unknown",
  );
});

test("a turn whose events are not here is not said to have run no commands", () => {
  expect(columnText(turn(null), end)).toBe("Turn 12, running, 6m 12s");
});
