/** What a run is, for readers: the snapshot of one page, the summary of one row, and the small shapes inside them. */
import { z } from "zod";
import { Actor } from "./actor.ts";
import { CONTROL_REASON_MAX_CHARS } from "./limits.ts";
import type { Outcome } from "./outcome.ts";
import { PAUSE_REASONS, type PauseReason } from "./pauseReasons.ts";
import { plainText } from "./plainText.ts";
import type { PublicRunConfig } from "./runConfig.ts";
import type { RunStatus } from "./runStatus.ts";
import { PauseModeWord, RunStatusWord } from "./statusWords.ts";
import type { StopReason } from "./stopReasons.ts";

export const RUN_ID = /^r_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const TurnErrorCode = z.enum([
  "spawn_error",
  "spawn_failure",
  "stdin_write_failed",
  "subprocess_exit",
  "turn_timeout",
  "turn_stalled",
  "interrupted",
  "worker_lost",
  "workspace_error",
  "prompt_too_large",
  "quota_exhausted",
  "budget_exhausted",
  "codex_error",
]);
export type TurnErrorCode = z.infer<typeof TurnErrorCode>;

export const RunFailure = z.object({ code: TurnErrorCode, message: z.string(), retryable: z.boolean() });
export type RunFailure = z.infer<typeof RunFailure>;

/** Why nothing happens now; computed when read, never a status. */
export const WAITING_CODES = ["no_worker", "limit", "delay", "backoff", "quota", "host_away"] as const;
export type WaitingCode = (typeof WAITING_CODES)[number];
export type Waiting = { code: WaitingCode; text: string; until: string | null };

export const PauseReasonWord = z.enum(PAUSE_REASONS);
export const CancelReason = z.enum(["manual", "system", "error", "budget"]);
export type CancelReason = z.infer<typeof CancelReason>;

/** How a stop went: who asked, each signal with its time, what was left. */
export const Receipt = z.object({
  by: Actor,
  requestedAt: z.string(),
  signals: z.array(
    z.object({
      signal: z.enum(["SIGINT", "SIGTERM", "SIGKILL"]),
      at: z.string(),
      target: z.enum(["group", "marked"]),
      pids: z.array(z.number().int()),
    }),
  ),
  left: z.array(z.number().int()),
  endedAt: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;

/** Numbers of the log that are gone, and why. */
export const Gap = z.object({
  from: z.number().int(),
  to: z.number().int(),
  reason: z.enum(["retention", "redis_lost"]),
});
export type Gap = z.infer<typeof Gap>;

export const ControlRequest = z.strictObject({
  action: z.string().max(64),
  mode: PauseModeWord.optional(),
  reason: plainText.max(CONTROL_REASON_MAX_CHARS).optional(),
  expectedStatus: RunStatusWord.optional(),
});
export type ControlRequest = z.infer<typeof ControlRequest>;

export type RunStatsView = {
  turns: number;
  /** Sum of the known; 0 before any turn, null when only unknown. */
  tokens: number | null;
  turnsUnknown: number;
  filesChanged: number;
  linesAdded: number | null;
  linesRemoved: number | null;
  durationMs: number;
};

export type RunSummary = {
  runId: string;
  number: number;
  status: RunStatus;
  createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  settledAt: string | null;
  epicId: string;
  currentTurn: number;
  pid: number | null;
  workerId: string | null;
  workerStartedAt: string | null;
  name: string;
  missionLine: string | null;
  project: string;
  branch: string | null;
  labels: string[];
  createdBy: Actor;
  parentRun: string | null;
  limits: PublicRunConfig["limits"];
  maxTurns: number | null;
  lastActivity: { at: string; text: string };
  stats: RunStatsView;
  completion: { pattern: string | null; scanTailLines: number; detected: boolean; line: string };
  outcome: Outcome | null;
  /** A worker holds it, be it alive or not. */
  held: boolean;
  waiting: Waiting | null;
  pause: { reason: PauseReason; resumeAt: string | null; note: string | null } | null;
  stopReason: StopReason | null;
  receipt: Receipt | null;
  stopAfterTurn: boolean;
  error: RunFailure | null;
  /** Its log is kept, however old it gets. */
  pinned: boolean;
  /** Since when events (but for the last), output and prompts are gone. */
  logRemovedAt: string | null;
  rev: number;
  lastSeq: number;
};

export type RunSnapshot = RunSummary & { streamKey: string; config: PublicRunConfig };

export type TokenUsage = {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  totalTokens: number;
};

/** One turn as the pages show it: its last try. */
export type TurnView = {
  turn: number;
  try: number;
  status: "running" | "completed" | "failed";
  startedAt: string;
  endedAt: string | null;
  durationMs: number | null;
  exitCode: number | null;
  signal: string | null;
  error: RunFailure | null;
  usage: TokenUsage | null;
  outcome: Outcome | null;
  promptBytes: number | null;
  promptHash: string | null;
  threadId: string | null;
  cliVersion: string | null;
  lastMessage: string | null;
};

export type WorkerView = {
  workerId: string;
  host: string;
  pid: number;
  version: string;
  sites: string[];
  slots: number;
  startedAt: string;
  heartbeatAt: string;
  online: boolean;
  draining: boolean;
  /** In order: not the one that is missing. */
  stopped: boolean;
  doing: {
    runId: string;
    number: number;
    name: string;
    status: RunStatus;
    turn: number;
    /** null: between two turns. */
    turnStartedAt: string | null;
  }[];
};
