/** Events of the run itself as notes and errors of the transcript, in plain words and by whom. */
import type { Actor } from "#server/domain/actor.ts";
import type { PauseReason } from "#server/domain/pauseReasons.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import type { RunFailure, TurnErrorCode } from "#server/domain/run.ts";
import { stopWords } from "#server/domain/stopReasons.ts";
import { formatPlural } from "#components/ui/format.ts";
import { toText } from "./activityDraft.ts";
import type { ErrorEntry, NoteEntry } from "./activityEntry.ts";

type NoteBody = Omit<NoteEntry, "key" | "seq" | "ts" | "turn">;
type ErrorBody = Omit<ErrorEntry, "key" | "seq" | "ts" | "turn">;
type NoteEvent = Extract<
  RunEvent,
  {
    type:
      | "run_started"
      | "run_updated"
      | "run_paused"
      | "run_resumed"
      | "run_completed"
      | "run_cancelled"
      | "run_recovered";
  }
>;

/** Another version may know more reasons. */
const pauses: Record<string, string> = {
  manual: "Paused",
  error: "Paused after an error",
  quota: "Paused, the quota is used up",
  budget: "Paused, the budget is used up",
  attention: "Paused, it asks for an answer",
} satisfies Record<PauseReason, string>;

/** What the run did by itself nobody did. */
const byOf = (actor: Actor) => (actor.kind === "system" ? null : actor.name);

export function toNote(event: NoteEvent): NoteBody {
  const note = (icon: NoteBody["icon"], text: string, more: Partial<Pick<NoteBody, "by" | "note">> = {}) =>
    ({ kind: "note", icon, text, by: null, note: null, ...more }) as const;
  switch (event.type) {
    case "run_started":
      return note("start", "Run started");
    case "run_updated":
      return note(event.status === "cancelling" ? "cancel" : "change", toUpdate(event), { by: byOf(event.actor) });
    case "run_paused":
      return note("pause", pauses[event.reason] ?? "Paused", { by: byOf(event.actor), note: event.note || null });
    case "run_resumed":
      return note("resume", "Resumed", { by: byOf(event.actor) });
    case "run_completed":
      return note(event.outcome, `Run completed, ${event.outcome}`, {
        note: stopWords(event.stopReason).sentence,
      });
    case "run_cancelled":
      return note("cancel", "Run cancelled", { by: event.receipt.by.name, note: event.note || null });
    case "run_recovered":
      return note("recover", "Taken over", { by: `worker ${event.workerId}`, note: toText(event.did) });
  }
}

function toUpdate(event: RunEvent & { type: "run_updated" }): string {
  const { changed, status } = event;
  if (changed.includes("stopAfterTurn")) return "Stops after this turn, asked";
  if (status === "pausing") return "Pauses after this turn, asked";
  if (status === "cancelling") return "Cancel asked";
  return changed.includes("status") ? `Now ${status}, changed` : `${changed.join(", ") || "Settings"} changed`;
}

const failures = {
  spawn_error: "its program could not be started",
  spawn_failure: "its program could not be started",
  stdin_write_failed: "the prompt could not be handed over",
  subprocess_exit: "its program ended with an error",
  turn_timeout: "it took longer than a turn may",
  turn_stalled: "it stood still for too long",
  interrupted: "it was interrupted",
  worker_lost: "its worker was lost",
  workspace_error: "its folder could not be used",
  prompt_too_large: "its prompt is too large",
  quota_exhausted: "the quota is used up",
  budget_exhausted: "the budget is used up",
  codex_error: "Codex reported an error",
} as const satisfies Record<TurnErrorCode, string>;

function because({ code }: RunFailure): string {
  return failures[code] ?? toText(code);
}

export function toTurnFailure(event: RunEvent & { type: "turn_failed" }): ErrorBody {
  const { turn, error } = event;
  const once = event.try > 1 ? `Turn ${turn}, try ${event.try},` : `Turn ${turn}`;
  const ended = event.signal ? ` (${event.signal})` : event.exitCode ? ` (exit ${event.exitCode})` : "";
  const title = error.code === "interrupted" ? `${once} was interrupted` : `${once} failed: ${because(error)}${ended}`;
  return { kind: "error", title, code: error.code, message: toText(error.message) };
}

export function toRunFailure({ error }: RunEvent & { type: "run_failed" }): ErrorBody {
  return {
    kind: "error",
    title: `The run failed: ${because(error)}`,
    code: error.code,
    message: toText(error.message),
  };
}

export function toLostEntry(event: RunEvent & { type: "worker_lost" }): ErrorBody {
  const { left, workerId } = event;
  const message =
    left.length > 0 ? `It left ${formatPlural(left.length, "process", "processes")}: ${left.join(", ")}.` : "";
  return { kind: "error", title: `Worker ${workerId ?? "unknown"} was lost`, code: null, message };
}
