/** The fold from events to the lanes of the recorder: pure, incremental, and total. */
import { toActivity } from "#server/domain/activity.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { doingAfter, doingItem, runningOutput } from "./doing.ts";
import { closeAll, closeSpan, enterTry, endTry, openSpan, runningTry, toDraft, type Draft } from "./laneDraft.ts";
import type { LanesState } from "./lanesState.ts";
import { endTest, startTest } from "./laneTests.ts";
import { toCall } from "./laneCalls.ts";

export type { LanesState };

export const emptyLanes: LanesState = { turns: [], doing: null, tested: null, checked: null, lastAt: 0 };

/** Folds what is new; the state that came in stays as it was, and so does every turn that nothing happened to. */
export function foldLanes(state: LanesState, events: readonly RunEvent[]): LanesState {
  if (events.length === 0) return state;
  const draft = toDraft(state);
  for (const event of events) {
    const at = Date.parse(event.ts);
    if (Number.isFinite(at)) foldEvent(draft, event, Math.max(at, draft.lastAt));
  }
  return draft;
}

function foldEvent(draft: Draft, event: RunEvent, at: number): void {
  const before = draft.lastAt;
  draft.lastAt = at;
  switch (event.type) {
    case "turn_started":
      // A log with a gap may lack the end of the turn before: it was there until its last event at least.
      closeAll(draft, before);
      enterTry(draft, event.turn, { try: event.try, from: at, late: false });
      draft.doing = { turn: event.turn, verb: "start", text: "", line: "", since: at };
      return;
    case "turn_completed":
      inTurn(draft, event.turn, at - event.durationMs);
      endTry(draft, event.turn, { state: "completed", to: at });
      if (event.tokenUsage) setTokens(draft, event.turn, event.tokenUsage.totalTokens);
      draft.doing = null;
      return;
    case "turn_failed":
      inTurn(draft, event.turn, at);
      endTry(draft, event.turn, { state: event.error.code === "interrupted" ? "interrupted" : "failed", to: at });
      draft.doing = null;
      return;
    case "turn_item":
      if (inTurn(draft, event.turn, at)) foldItem(draft, event, at);
      return;
    case "subprocess_output": {
      if (!inTurn(draft, event.turn, at)) return;
      const line = toActivity(event);
      if (line && draft.doing)
        draft.doing = { ...draft.doing, line, verb: draft.doing.verb === "start" ? "work" : draft.doing.verb };
      return;
    }
    case "test_run_started":
      if (inTurn(draft, event.turn, at)) startTest(draft, event, at);
      return;
    case "test_run_completed":
      if (inTurn(draft, event.turn, at)) endTest(draft, event, at);
      return;
    case "token_usage":
      setTokens(draft, event.turn, event.totalTokens);
      return;
    case "run_paused":
    case "run_completed":
    case "run_failed":
    case "run_cancelled":
      closeAll(draft, at);
      draft.doing = null;
      return;
    default:
  }
}

/** True while a try of that turn runs; one whose start is missing begins with what is there. */
function inTurn(draft: Draft, turn: number, from: number): boolean {
  const last = draft.turns.at(-1);
  if (!last || last.turn < turn) {
    closeAll(draft, from);
    enterTry(draft, turn, { try: 1, from, late: true });
    draft.doing = { turn, verb: "work", text: "", line: "", since: from };
  }
  return runningTry(draft, turn) !== null;
}

function foldItem(draft: Draft, event: RunEvent & { type: "turn_item" }, at: number): void {
  const call = toCall(event);
  if (call?.kind === "begin") openSpan(draft, event.turn, { ...call.span, from: at });
  if (call?.kind === "end") {
    closeSpan(draft, event.turn, { id: event.itemId, to: at, failed: call.failed });
    if (call.check) draft.checked = { turn: event.turn, failed: call.failed, exitCode: call.exitCode };
  }
  const printed = draft.doing && runningOutput(event);
  if (draft.doing && printed) draft.doing = { ...draft.doing, line: printed };
  const doing = doingItem(event, at) ?? (endsSomething(event) ? doingAfter(runningTry(draft, event.turn), at) : null);
  if (!doing) return;
  const thinksOn = doing.verb === "think" && draft.doing?.verb === "think";
  draft.doing = { ...doing, turn: event.turn, ...(thinksOn && { since: draft.doing?.since ?? at }) };
}

const endsSomething = ({ item, phase }: RunEvent & { type: "turn_item" }) =>
  phase === "completed" &&
  (item.type === "function_call_output" ||
    item.type === "custom_tool_call_output" ||
    item.type === "local_shell_call" ||
    item.type === "web_search_call");

function setTokens(draft: Draft, turn: number, tokens: number): void {
  const index = draft.turns.findLastIndex((one) => one.turn === turn);
  const found = draft.turns[index];
  if (found) draft.turns = draft.turns.with(index, { ...found, tokens });
}
