/** What the row asks of its holder becomes what the holder knows, and may interrupt the turn. */
import type { ControlState } from "#server/store/records/claimRenewal.ts";
import type { Interruption } from "./decideNext.ts";
import type { HeldState } from "./hold.ts";

export function obeyControl(state: HeldState, interrupt: AbortController, control: ControlState): void {
  // Every command raises the revision. A row of the same one may have been read before our own move to running.
  if (control.controlRev > state.control.controlRev) state.control = control;
  const { status, pauseMode } = state.control;
  if (status === "cancelling") interrupt.abort("cancel" satisfies Interruption);
  else if (status === "pausing" && pauseMode === "now") interrupt.abort("pause" satisfies Interruption);
}
