/** Lets go of a held run as decided: one guarded transaction; a control that came first is obeyed and decided on again. */
import type { Actor } from "#server/domain/actor.ts";
import { systemActor } from "#server/domain/actor.ts";
import { toOutcome } from "#server/domain/outcome.ts";
import type { Receipt } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { isSettled, transition } from "#server/domain/runStatus.ts";
import { letExpire } from "#server/store/letExpire.ts";
import { type ControlState, renewClaim } from "#server/store/records/claimRenewal.ts";
import { untilDone } from "#server/store/untilDone.ts";
import type { RowPatch } from "#server/store/records/runCommit.ts";
import { outcomeFacts, type RunRow } from "#server/store/records/runSnapshot.ts";
import type { Next } from "./decideNext.ts";
import { type HeldState, type Hold, publishControl } from "./hold.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

type Move = { bodies: RunEventBody[]; patch: RowPatch; dueInMs?: number };
export type Findings = { receipt?: Receipt | null; patternLine?: string | null };

export type Letting = Pick<Hold, "run" | "lease" | "recorder"> & { state: HeldState };

export async function settle(
  { run, lease, recorder, state }: Letting,
  decide: (control: ControlState) => Next,
  findings: Findings = {},
): Promise<void> {
  for (;;) {
    state.releasing = true;
    const move = toMove(run, decide(state.control), { control: state.control, ...findings });
    const result = await recorder.commit({
      ...move,
      patch: { ...move.patch, holder: null, inTurn: false },
      controlRev: state.control.controlRev,
    });
    if (result === "won") {
      const status = move.patch.status;
      if (typeof status === "string" && isSettled(status as never)) await letExpire(run.id).catch(() => undefined);
      return;
    }
    if (result === "superseded") return recorder.lost.throwIfAborted();
    const control = await untilDone("read the controls", recorder.lost, () => renewClaim(lease));
    if (!control) return;
    state.releasing = false;
    state.control = control;
    await publishControl(recorder, state);
  }
}

function toMove(run: RunRow, next: Next, given: Findings & { control: ControlState }): Move {
  const { control, receipt: found, patternLine } = given;
  const now = recordNow();
  const ended = { settledAt: now, waitingCode: null, turnOpen: false };
  switch (next.kind) {
    case "cancel": {
      transition(control.status, "cancel_acknowledged");
      // Whoever ended the child first, this is the receipt of the cancel.
      const receipt = { ...(found ?? nothingRan(now)), ...askedBy(control, now) };
      return {
        bodies: [{ type: "run_cancelled", reason: next.reason, note: control.cancelNote, receipt }],
        patch: { ...ended, status: "cancelled", publishedStatus: "cancelled", stopReason: "cancelled", receipt },
      };
    }
    case "complete": {
      transition(control.status, "run_completed");
      const outcome = toOutcome(outcomeFacts(run));
      return {
        bodies: [{ type: "run_completed", outcome, stopReason: next.stopReason }],
        patch: {
          ...ended,
          status: "completed",
          publishedStatus: "completed",
          outcome,
          stopReason: next.stopReason,
          ...(typeof patternLine === "string" ? { completionDetected: true, completionLine: patternLine } : {}),
        },
      };
    }
    case "fail":
      transition(control.status, "run_failed");
      return {
        bodies: [{ type: "run_failed", error: next.error }],
        patch: {
          ...ended,
          status: "failed",
          publishedStatus: "failed",
          error: next.error,
          stopReason: next.stopReason,
        },
      };
    case "pause": {
      if (control.status === "pausing") transition(control.status, "pause_acknowledged");
      const actor = control.status === "pausing" ? ((control.controlActor ?? systemActor) as Actor) : systemActor;
      return {
        bodies: [{ type: "run_paused", reason: next.reason, resumeAt: null, note: control.pauseNote, actor }],
        patch: {
          status: "paused",
          publishedStatus: "paused",
          pauseReason: next.reason,
          pauseMode: null,
          pausedAt: now,
          waitingCode: null,
        },
      };
    }
    case "retry":
      return { bodies: [], patch: { waitingCode: next.waiting }, dueInMs: next.inMs };
    case "continue":
      return { bodies: [], patch: { waitingCode: "delay" }, dueInMs: next.inMs };
    default:
      return next satisfies never;
  }
}

function askedBy(control: ControlState, now: Date): Pick<Receipt, "by" | "requestedAt"> {
  return {
    by: (control.controlActor ?? systemActor) as Actor,
    requestedAt: (control.controlAt ?? now).toISOString(),
  };
}

/** Asked for before anything ran: nothing was signalled and nothing is left. */
const nothingRan = (now: Date) => ({ signals: [], left: [], endedAt: now.toISOString() });
