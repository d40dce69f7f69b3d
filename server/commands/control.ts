/** A control as commands carry it: what was asked, and what the row must say of it. */
import type { Actor } from "#server/domain/actor.ts";
import type { PauseMode, RunAction } from "#server/domain/runStatus.ts";

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
