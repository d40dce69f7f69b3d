/** What a hold consists of, and how it says in the log what a command has already said in the row. */
import { type Actor, systemActor } from "#server/domain/actor.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import type { Lease } from "#server/store/live/runLease.ts";
import type { ControlState } from "#server/store/records/claimRenewal.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import type { RunRecorder } from "#server/store/runRecorder.ts";

export type Hold = {
  run: RunRow;
  lease: Lease;
  recorder: RunRecorder;
  /** The control stream's last id from before the row was read. */
  controlsAfter: string;
  onLost: (why: string) => void;
  /** Aborted when the worker must let go: the turn goes on elsewhere, or here after the next start. */
  shutdown: AbortSignal;
  /** Aborted when it must let go now, politely or not. */
  hurry: AbortSignal;
};

export type HeldState = {
  control: ControlState;
  published: { status: RunStatus; stopAfterTurn: boolean };
  /** The release is being written: until it lost to a control, nothing that the row says now is ours to publish. */
  releasing: boolean;
};

export function openState(run: RunRow): HeldState {
  return {
    control: { ...run, status: run.status as RunStatus },
    published: { status: run.publishedStatus as RunStatus, stopAfterTurn: run.stopAfterTurn },
    releasing: false,
  };
}

/** The event for a move that a command made: the row said it first, the log says it now. */
export async function publishControl(recorder: RunRecorder, state: HeldState): Promise<void> {
  const { control, published } = state;
  const { status, stopAfterTurn } = control;
  if (state.releasing) return;
  if (status === published.status && stopAfterTurn === published.stopAfterTurn) return;
  const isResumed = published.status === "pausing" && status === "running" && stopAfterTurn === published.stopAfterTurn;
  const changed = [
    ...(status === published.status ? [] : ["status"]),
    ...(stopAfterTurn === published.stopAfterTurn ? [] : ["stopAfterTurn"]),
  ];
  const actor = (control.controlActor ?? systemActor) as Actor;
  published.status = status;
  published.stopAfterTurn = stopAfterTurn;
  const body: RunEventBody = isResumed
    ? { type: "run_resumed", actor }
    : { type: "run_updated", status, changed, actor };
  await recorder.commit({ bodies: [body], patch: { publishedStatus: status } });
}
