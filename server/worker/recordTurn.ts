/** The record of one try: its row before the child exists, its end together with the run's numbers. */
import type { RowPatch } from "#server/store/records/runCommit.ts";
import type { RunRecorder } from "#server/store/runRecorder.ts";
import { endTurn, insertPrompt, insertTurn } from "#server/store/records/turnTable.ts";
import type { TurnFacts } from "./decideNext.ts";
import type { TurnResult } from "./executeTurn.ts";
import type { Hold } from "./hold.ts";
import type { PlannedTurn } from "./turnPlan.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

/** The row knows of the turn before a child can exist: whoever takes over finds what to look for. */
export async function beginTurn({ lease, recorder, run }: Hold, planned: PlannedTurn): Promise<void> {
  const { plan, prompt, profile } = planned;
  await recorder.commit({
    bodies: [],
    patch: {
      inTurn: true,
      turnOpen: true,
      currentTurn: plan.turn,
      currentTry: planned.try,
      turnUuid: plan.turnId,
      pid: null,
    },
    also: async (tx) => {
      await insertPrompt(tx, { sha256: prompt.sha256, text: prompt.text, bytes: prompt.bytes });
      await insertTurn(tx, {
        id: plan.turnId,
        runId: plan.runId,
        number: plan.turn,
        try: planned.try,
        claim: lease.claim,
        workerId: run.workerId ?? "",
        profile: profile.name,
        account: profile.account,
        authKind: profile.authKind,
        harness: profile.harness,
        promptSource: prompt.source,
        promptOverride: false,
        promptHash: prompt.sha256,
        promptBytes: prompt.bytes,
        cliVersion: null,
        threadId: plan.threadId,
        pid: null,
        startedAt: recordNow(),
      });
    },
  });
}

export async function endTurnWith(
  recorder: RunRecorder,
  end: { planned: PlannedTurn; result: TurnResult; turn: TurnFacts; patch: RowPatch },
): Promise<void> {
  const { planned, result, turn, patch } = end;
  const { exitCode, signal } = result.exit;
  const usage = result.report?.usage ?? result.report?.sentinelUsage ?? null;
  const number = planned.plan.turn;
  await recorder.commit({
    bodies: [
      turn.kind === "completed"
        ? { type: "turn_completed", turn: number, durationMs: result.durationMs, tokenUsage: usage }
        : { type: "turn_failed", turn: number, try: planned.try, exitCode, signal, error: turn.error },
    ],
    patch,
    also: (tx) =>
      endTurn(tx, planned.plan.turnId, {
        status: turn.kind === "completed" ? "completed" : "failed",
        pid: result.pid,
        cliVersion: result.cliVersion,
        endedAt: recordNow(),
        durationMs: result.durationMs,
        exitCode,
        signal,
        error: turn.kind === "completed" ? null : turn.error,
        usage,
        usageRaw: result.report?.usageRaw ?? null,
        threadId: result.report?.threadId ?? planned.plan.threadId,
        lastMessage: result.report?.lastMessage ?? null,
        outcome: (patch.outcome as never) ?? null,
        checkExitCode: result.checkExitCode ?? null,
      }),
  });
}
