/** What happens after a turn: one pure decision over facts, first hit wins. */
import { BUDGET_STEP_SHARE, RETRY_BACKOFF_MS } from "#server/domain/limits.ts";
import type { PauseReason } from "#server/domain/pauseReasons.ts";
import type { CancelReason, RunFailure } from "#server/domain/run.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import type { StopReason } from "#server/domain/stopReasons.ts";

/** Why a child was ended by us; null = it ended by itself. */
export type Interruption = "cancel" | "pause" | "budget" | "shutdown";

export type TurnFacts =
  | { kind: "completed"; checkPassed: boolean | null }
  | { kind: "failed"; error: RunFailure; failedTries: number }
  | { kind: "interrupted"; by: Interruption; error: RunFailure };

export type RunFacts = {
  status: RunStatus;
  stopAfterTurn: boolean;
  stopFile: boolean;
  /** The line that the completion pattern matched. */
  patternLine: string | null;
  /** Turns that completed or failed for good, this one included. */
  turns: number;
  maxTurns: number | null;
  /** Time since the start without the time it stood paused. */
  wallMs: number;
  wallLimitMs: number | null;
  checkStops: boolean;
  loopDelaySec: number;
  onTurnFailure: "fail" | "continue";
};

export type Next =
  | { kind: "cancel"; reason: CancelReason }
  | { kind: "complete"; stopReason: StopReason }
  | { kind: "pause"; reason: PauseReason }
  | { kind: "fail"; error: RunFailure; stopReason: StopReason }
  /** The same turn again. */
  | { kind: "retry"; inMs: number; waiting: "backoff" | null }
  | { kind: "continue"; inMs: number };

export function decideNext(turn: TurnFacts, run: RunFacts): Next {
  if (run.status === "cancelling") return { kind: "cancel", reason: "manual" };
  if (turn.kind === "interrupted") return afterInterruption(turn.by, run);
  if (turn.kind === "failed") {
    if (run.stopAfterTurn) return { kind: "complete", stopReason: "stop_requested" };
    const backoff = RETRY_BACKOFF_MS[turn.failedTries - 1];
    if (turn.error.retryable && backoff !== undefined)
      return run.status === "pausing"
        ? { kind: "pause", reason: "manual" }
        : { kind: "retry", inMs: backoff, waiting: "backoff" };
    if (run.onTurnFailure === "fail") return { kind: "fail", error: turn.error, stopReason: "turn_failed" };
  }
  if (run.stopFile) return { kind: "complete", stopReason: "stop_file" };
  if (run.patternLine !== null) return { kind: "complete", stopReason: "pattern" };
  if (run.stopAfterTurn) return { kind: "complete", stopReason: "stop_requested" };
  if (turn.kind === "completed" && turn.checkPassed && run.checkStops) return { kind: "complete", stopReason: "check" };
  if (run.maxTurns !== null && run.turns >= run.maxTurns) return { kind: "complete", stopReason: "max_turns" };
  if (run.wallLimitMs !== null && run.wallMs >= run.wallLimitMs) return { kind: "pause", reason: "budget" };
  if (run.status === "pausing") return { kind: "pause", reason: "manual" };
  return { kind: "continue", inMs: Math.round(run.loopDelaySec * 1_000) };
}

/** A turn that we ended has no result of its own: the reason we had decides. */
function afterInterruption(by: Interruption, run: RunFacts): Next {
  if (run.stopAfterTurn) return { kind: "complete", stopReason: "stop_requested" };
  if (by === "budget") return { kind: "pause", reason: "budget" };
  if (run.status === "pausing") return { kind: "pause", reason: "manual" };
  // A shutdown, or a pause that was taken back: the turn goes on, here or elsewhere.
  return { kind: "retry", inMs: 0, waiting: null };
}

/** Each continuation of a parked run adds a fifth of the limit. */
export function wallLimitMs(wallSec: number | null, extensions: number): number | null {
  return wallSec === null ? null : Math.round(wallSec * 1_000 * (1 + BUDGET_STEP_SHARE * extensions));
}
