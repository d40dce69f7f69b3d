/** The fold from events to the entries of the transcript: pure, incremental, and total. */
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { Gap } from "#server/domain/run.ts";
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import {
  addEntry,
  closeOpen,
  emptyActivity,
  enterTurn,
  entryAt,
  toDraft,
  toText,
  fieldOf,
  sinceMs,
  type ActivityState,
  type Draft,
} from "./activityDraft.ts";
import { addFile } from "./foldFiles.ts";
import { foldItem } from "./foldItem.ts";
import { addOutput, addPassage, addSkipped } from "./foldOutput.ts";
import { endTests, startTests } from "./foldTests.ts";
import { foldUsage } from "./foldUsage.ts";
import { toLostEntry, toNote, toRunFailure, toTurnFailure } from "./eventWords.ts";

export { emptyActivity, type ActivityState };

/** Folds what is new; the state that came in stays as it was. */
export function foldActivity(state: ActivityState, events: readonly StoredEvent[]): ActivityState {
  if (events.length === 0) return state;
  const draft = toDraft(state);
  for (const event of events) {
    try {
      const known = toKnownEvent(event);
      if (known) foldEvent(draft, known);
      else addRaw(draft, event);
    } catch {
      // A newer writer's event may lack what ours have: it must not cost the rest of the transcript.
      addRaw(draft, event);
    }
  }
  return draft;
}

function addRaw(draft: Draft, event: StoredEvent): void {
  const at = { seq: event.seq, ts: event.ts, turn: typeof event.turn === "number" ? event.turn : undefined };
  addEntry(draft, at, { kind: "raw", name: event.type, body: JSON.stringify(event, null, 2) });
}

export function foldActivityGap(state: ActivityState, gap: Gap): ActivityState {
  const draft = toDraft(state);
  const at = { seq: gap.from, ts: draft.entries.at(-1)?.ts ?? "" };
  addEntry(draft, at, { kind: "gap", from: gap.from, to: gap.to, reason: gap.reason });
  return draft;
}

export function foldActivityPassage(state: ActivityState, passage: OutputPassage): ActivityState {
  const draft = toDraft(state);
  enterTurn(draft, passage.turn);
  addPassage(draft, passage);
  return draft;
}

function foldEvent(draft: Draft, event: RunEvent): void {
  switch (event.type) {
    case "run_started":
      draft.root = toText(fieldOf(event.config, "workingDir")) || null;
      addEntry(draft, event, toNote(event));
      return;
    case "run_updated":
    case "run_paused":
    case "run_resumed":
    case "run_recovered":
      addEntry(draft, event, toNote(event));
      return;
    case "run_completed":
    case "run_cancelled":
      endTurn(draft);
      addEntry(draft, event, toNote(event));
      return;
    case "run_failed":
      endTurn(draft);
      addEntry(draft, event, toRunFailure(event));
      return;
    case "turn_started":
      startTurn(draft, event);
      return;
    case "turn_completed":
      endHead(draft, event.turn, {
        state: "done",
        durationMs: event.durationMs,
        tokens: event.tokenUsage?.totalTokens ?? null,
      });
      return;
    case "turn_failed":
      endHead(draft, event.turn, {
        state: event.error.code === "interrupted" ? "stopped" : "failed",
        endedAt: event.ts,
      });
      addEntry(draft, event, toTurnFailure(event));
      return;
    case "turn_item":
      enterTurn(draft, event.turn);
      foldItem(draft, event);
      return;
    case "subprocess_output":
      enterTurn(draft, event.turn);
      addOutput(draft, event);
      return;
    case "output_skipped":
      enterTurn(draft, event.turn);
      addSkipped(draft, event);
      return;
    case "file_written":
    case "file_deleted":
      enterTurn(draft, event.turn);
      addFile(draft, event);
      return;
    case "test_run_started":
      enterTurn(draft, event.turn);
      startTests(draft, event);
      return;
    case "test_run_completed":
      enterTurn(draft, event.turn);
      endTests(draft, event);
      return;
    case "log_updated":
      addEntry(draft, event, {
        kind: "log",
        name: `${event.kind}.md`,
        addedLines: event.delta.addedLines,
        tail: toText(event.delta.tail),
      });
      return;
    case "token_usage":
      foldUsage(draft, event);
      return;
    case "error":
      addEntry(draft, event, { kind: "error", title: "Error", code: event.code, message: toText(event.message) });
      return;
    case "worker_lost":
      addEntry(draft, { ...event, turn: event.turn ?? draft.turn }, toLostEntry(event));
      return;
    case "file_read":
    case "rate_limits":
      return;
  }
}

function startTurn(draft: Draft, event: RunEvent & { type: "turn_started" }): void {
  endTurn(draft);
  draft.turn = event.turn;
  draft.itemsOf = event.turn;
  draft.itemAt = event.ts;
  draft.usage.delete(event.turn); // another try counts anew
  const head = { try: event.try, promptBytes: event.promptBytes ?? null, durationMs: null, tokens: undefined };
  draft.heads.set(event.turn, addEntry(draft, event, { kind: "turn", state: "running", ...head }));
}

/** The turn is over, or whatever would have said so is missing. */
function endTurn(draft: Draft): void {
  closeOpen(draft);
  const at = draft.turn === null ? undefined : draft.heads.get(draft.turn);
  const head = entryAt(draft, at, "turn");
  if (head?.state === "running" && at !== undefined) draft.entries[at] = { ...head, state: "lost" };
  draft.turn = null;
  draft.itemsOf = null;
}

type TurnEnd =
  { state: "done"; durationMs: number; tokens: number | null } | { state: "failed" | "stopped"; endedAt: string };

function endHead(draft: Draft, turn: number, end: TurnEnd): void {
  const at = draft.heads.get(turn);
  const head = entryAt(draft, at, "turn");
  if (head && at !== undefined)
    draft.entries[at] =
      end.state === "failed" || end.state === "stopped"
        ? { ...head, state: end.state, durationMs: sinceMs(end.endedAt, head.ts) }
        : { ...head, ...end };
  endTurn(draft);
}
