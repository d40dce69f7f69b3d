/** A control as commands carry it: what was asked, what the row must say of it, and the moves of the table it stands for. */
import type { Actor } from "#server/domain/actor.ts";
import { type PauseMode, type RunAction, type RunStatus, transition } from "#server/domain/runStatus.ts";

export type Control = { action: RunAction; mode: PauseMode; note: string | null; actor: Actor };

/** What the holder needs to know of the request itself. */
export function asked(control: Control) {
  switch (control.action) {
    case "pause":
      return { pauseReason: "manual", pauseMode: control.mode, pauseNote: control.note };
    case "cancel":
      return { cancelReason: "manual", cancelNote: control.note };
    case "resume":
    case "stop":
      return { pauseReason: null, pauseMode: null, pauseNote: null, resumeAt: null };
    default:
      return control.action satisfies never;
  }
}

/** The triggers an action stands for, in order; each must be legal by the table. */
export function checkTriggers(from: RunStatus, action: Control["action"]): RunStatus {
  switch (action) {
    case "pause":
      return transition(from === "pausing" ? from : transition(from, "pause_requested"), "pause_acknowledged");
    case "resume":
      return transition(from, "resume_requested");
    case "stop":
      return transition(from, "run_completed");
    case "cancel":
      return transition(from === "cancelling" ? from : transition(from, "cancel_requested"), "cancel_acknowledged");
    default:
      return action satisfies never;
  }
}
