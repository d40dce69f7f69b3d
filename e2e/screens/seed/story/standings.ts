/** Where a seeded run stands: the columns and the last events of each status, as the product itself would write them. */
import { type Actor, systemActor } from "#server/domain/actor.ts";
import type { Outcome } from "#server/domain/outcome.ts";
import type { PauseReason } from "#server/domain/pauseReasons.ts";
import type { Receipt, RunFailure } from "#server/domain/run.ts";
import type { StopReason } from "#server/domain/stopReasons.ts";
import type { Standing } from "./seededRun.ts";

const nothing = { held: false, dueIn: null, events: () => [], columns: () => ({}) };

export const running: Standing = { ...nothing, status: "running", held: true };

export const queued: Standing = { ...nothing, status: "queued", dueIn: 0 };

/** Between two turns, or two tries of one. */
export const waiting = (code: "delay" | "backoff" | "quota", seconds: number): Standing => ({
  ...nothing,
  status: "running",
  dueIn: seconds,
  columns: () => ({ waitingCode: code }),
});

export const pausing = (by: Actor, note: string | null): Standing => ({
  ...nothing,
  status: "pausing",
  held: true,
  events: () => [{ type: "run_updated", status: "pausing", changed: ["status"], actor: by }],
  columns: ({ endedAt }) => ({
    pauseMode: "after-turn",
    pauseReason: "manual",
    pauseNote: note,
    controlActor: by,
    controlAt: new Date(endedAt),
    controlRev: 1,
  }),
});

export const cancelling = (by: Actor, note: string): Standing => ({
  ...nothing,
  status: "cancelling",
  held: true,
  events: () => [{ type: "run_updated", status: "cancelling", changed: ["status"], actor: by }],
  columns: ({ endedAt }) => ({
    cancelReason: "manual",
    cancelNote: note,
    controlActor: by,
    controlAt: new Date(endedAt),
    controlRev: 1,
  }),
});

export type Paused = { by?: Actor; note?: string | null; resumeInMinutes?: number };

export const paused = (
  reason: PauseReason,
  { by = systemActor, note = null, resumeInMinutes }: Paused = {},
): Standing => {
  const resumeAt = (now: number) => (resumeInMinutes === undefined ? null : new Date(now + resumeInMinutes * 60_000));
  return {
    ...nothing,
    status: "paused",
    events: ({ now }) => [
      { type: "run_paused", reason, resumeAt: resumeAt(now)?.toISOString() ?? null, note, actor: by },
    ],
    columns: ({ now, endedAt }) => ({
      pauseReason: reason,
      pauseNote: note,
      resumeAt: resumeAt(now),
      pausedAt: new Date(endedAt),
      controlActor: by,
      controlAt: new Date(endedAt),
    }),
  };
};

export const completed = (stopReason: StopReason, outcome: Outcome, patternLine?: string): Standing => ({
  ...nothing,
  status: "completed",
  events: () => [{ type: "run_completed", outcome, stopReason }],
  columns: ({ endedAt }) => ({
    settledAt: new Date(endedAt),
    outcome,
    stopReason,
    ...(patternLine === undefined ? {} : { completionDetected: true, completionLine: patternLine }),
  }),
});

export const failed = (code: RunFailure["code"], message: string, stopReason: StopReason = "turn_failed"): Standing => {
  const error: RunFailure = { code, message, retryable: false };
  return {
    ...nothing,
    status: "failed",
    events: () => [{ type: "run_failed", error }],
    columns: ({ endedAt }) => ({ settledAt: new Date(endedAt), error, stopReason }),
  };
};

/** `left` processes outlived every signal; `took` is how long it took, in ms. */
export type Cancelled = { note?: string; pids: number[]; took: number; left?: number[] };

export const cancelled = (by: Actor, { note, pids, took, left = [] }: Cancelled): Standing => {
  const receipt = (endedAt: number): Receipt => {
    const asked = endedAt - took;
    const at = (ms: number) => new Date(Math.min(endedAt, asked + ms)).toISOString();
    return {
      by,
      requestedAt: at(0),
      signals: [
        { signal: "SIGINT", at: at(40), target: "group", pids },
        ...(took > 2_000
          ? [{ signal: "SIGTERM" as const, at: at(2_040), target: "group" as const, pids: pids.slice(1) }]
          : []),
        ...(took > 5_000
          ? [{ signal: "SIGKILL" as const, at: at(5_040), target: "marked" as const, pids: pids.slice(-2) }]
          : []),
      ],
      left,
      endedAt: at(took),
    };
  };
  return {
    ...nothing,
    status: "cancelled",
    events: ({ endedAt }) => [
      { type: "run_cancelled", reason: "manual", note: note ?? null, receipt: receipt(endedAt) },
    ],
    columns: ({ endedAt }) => ({
      settledAt: new Date(endedAt),
      stopReason: "cancelled",
      cancelReason: "manual",
      cancelNote: note ?? null,
      controlActor: by,
      controlAt: new Date(endedAt - took),
      controlRev: 1,
      receipt: receipt(endedAt),
    }),
  };
};
