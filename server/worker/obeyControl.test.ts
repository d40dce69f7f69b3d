import { expect, it } from "vitest";
import type { RunStatus } from "#server/domain/runStatus.ts";
import type { ControlState } from "#server/store/records/claimRenewal.ts";
import type { HeldState } from "./hold.ts";
import { obeyControl } from "./obeyControl.ts";

const row = (status: RunStatus, controlRev: number, pauseMode: string | null = null): ControlState => ({
  status,
  controlRev,
  pauseMode,
  stopAfterTurn: false,
  pauseNote: null,
  cancelNote: null,
  controlActor: null,
  controlAt: null,
});

function obeyed(known: ControlState, read: ControlState) {
  const state: HeldState = {
    control: known,
    published: { status: known.status, stopAfterTurn: false },
    releasing: false,
  };
  const interrupt = new AbortController();
  obeyControl(state, interrupt, read);
  return {
    status: state.control.status,
    interrupted: interrupt.signal.aborted ? String(interrupt.signal.reason) : null,
  };
}

it("a row that was read before the holder's own move undoes nothing", () => {
  expect(obeyed(row("running", 0), row("queued", 0))).toEqual({ status: "running", interrupted: null });
});

it("an answer that a newer one has overtaken undoes nothing", () => {
  expect(obeyed(row("pausing", 2), row("running", 1))).toEqual({ status: "pausing", interrupted: null });
});

it("a command's move is taken over; cancel and pause now interrupt the turn, pause after it does not", () => {
  expect(obeyed(row("running", 0), row("cancelling", 1))).toEqual({ status: "cancelling", interrupted: "cancel" });
  expect(obeyed(row("running", 0), row("pausing", 1, "now"))).toEqual({ status: "pausing", interrupted: "pause" });
  expect(obeyed(row("running", 0), row("pausing", 1, "after-turn"))).toEqual({ status: "pausing", interrupted: null });
});

it("a run that was cancelling when it was taken over is interrupted by the first look", () => {
  expect(obeyed(row("cancelling", 3), row("cancelling", 3))).toEqual({ status: "cancelling", interrupted: "cancel" });
});
