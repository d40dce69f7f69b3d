/** What the log and the rows say of a lost worker: the turn it had begun, what it printed unseen, what was ended, who goes on. */
import { WORKER_DEATHS_MAX } from "#server/domain/limits.ts";
import type { RunFailure } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import type { LostRun } from "#server/commands/recoverRuns.ts";
import { recordNow } from "#server/store/records/recordClock.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import { endTurn } from "#server/store/records/turnTable.ts";
import type { RunRecorder } from "#server/store/runRecorder.ts";
import { listUnshownOutput } from "#server/store/unshownOutput.ts";
import type { EndedProcesses } from "./process/endProcesses.ts";
import { configOf, isFailedForGood } from "./runFacts.ts";

/** `seen` is false when nobody could look at the host. */
export type Swept = EndedProcesses & { seen: boolean };
export type Loss = { run: RunRow; lost: LostRun; swept: Swept; recoveredBy: string };

export const workerLost = (lost: LostRun): RunFailure => ({
  code: "worker_lost",
  message:
    lost.why === "proof of death"
      ? "The worker that executed the turn died."
      : "The worker that executed the turn was not heard of any more.",
  retryable: true,
});

function whatWasDone({ run, swept }: Loss, pids: number[]): string {
  if (!swept.seen)
    return `Nobody could look at ${run.host ?? "its host"}: what is left there ends when a worker starts.`;
  if (pids.length === 0) return "No process was left.";
  return pids.length === 1 ? "Ended 1 process that was left." : `Ended ${pids.length} processes that were left.`;
}

/** The row as it is afterwards. */
export async function recordLoss(recorder: RunRecorder, loss: Loss): Promise<RunRow> {
  const { run, lost, swept } = loss;
  const turn = run.inTurn ? run.currentTurn : null;
  const error = workerLost(lost);
  const ended = [...new Set(swept.signals.flatMap((signal) => signal.pids))];
  const unshown = turn ? await statedUnshown(recorder, run, turn) : [];
  const failed: RunEventBody[] = turn
    ? [{ type: "turn_failed", turn, try: run.currentTry, exitCode: null, signal: null, error }]
    : [];
  const failedTries = run.failedTries + (turn ? 1 : 0);
  const isOver = turn !== null && isFailedForGood({ kind: "failed", error, failedTries });
  const deaths = run.workerDeaths + (turn ? 1 : 0);
  const patch = {
    inTurn: false,
    // Of one turn: what the next one does to its workers is its own.
    workerDeaths: isOver && deaths < WORKER_DEATHS_MAX ? 0 : deaths,
    // A turn that is over has no more tries; the next one begins with all of them.
    failedTries: isOver ? 0 : failedTries,
    ...(isOver ? { turnOpen: false, turns: run.turns + 1, turnsUnknown: run.turnsUnknown + 1 } : {}),
    // Known before the decision: whoever takes over after a death in between ends the run with it.
    ...(isOver && configOf(run).onTurnFailure === "fail" ? { error } : {}),
  };
  await recorder.commit({
    bodies: [
      ...unshown,
      ...failed,
      { type: "worker_lost", workerId: lost.holder, turn, left: ended },
      { type: "run_recovered", workerId: loss.recoveredBy, did: whatWasDone(loss, ended) },
    ],
    patch,
    also: async (tx) => {
      if (run.turnUuid && turn)
        await endTurn(tx, run.turnUuid, {
          status: "failed",
          pid: run.pid,
          cliVersion: null,
          endedAt: recordNow(),
          durationMs: null,
          exitCode: null,
          signal: null,
          error,
          usage: null,
          usageRaw: null,
          threadId: run.threadId,
          lastMessage: null,
          outcome: null,
          checkExitCode: null,
        });
    },
  });
  return { ...run, ...patch, failedTries };
}

/** Output that reached the disk and not the log is named, so that nothing is missing unsaid. Codex's JSON lines never are. */
async function statedUnshown(recorder: RunRecorder, run: RunRow, turn: number): Promise<RunEventBody[]> {
  await recorder.flush();
  const streams = run.profile.harness === "codex" ? (["stderr"] as const) : (["stdout", "stderr"] as const);
  return listUnshownOutput({ runId: run.id, turn, archivedTo: recorder.archivedTo() }, streams);
}
