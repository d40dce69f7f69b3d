/** Why a run ended or stands still, as a sentence for people with the next step: one table. */

export const STOP_REASONS = [
  "stop_file",
  "pattern",
  "stop_requested",
  "check",
  "max_turns",
  "turn_failed",
  "worker_lost",
  "cannot_start",
  "cancelled",
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export const stopReasons = {
  stop_file: {
    sentence: "The agent created its stop file: it says the mission is done.",
    next: "Read the last turn, then check what changed.",
  },
  pattern: {
    sentence: "The completion pattern was found in codys-log.md.",
    next: "Read the matching line and check what changed.",
  },
  stop_requested: { sentence: "Somebody asked it to stop after the turn.", next: "Start it again to go on." },
  check: { sentence: "The check command passed.", next: "Review the changes and merge them." },
  max_turns: {
    sentence: "It reached the turn limit.",
    next: "Read the last turn; start again with more turns to go on.",
  },
  turn_failed: { sentence: "A turn failed.", next: "Read the error and the end of the log, then start again." },
  worker_lost: {
    sentence: "Its worker died three times in the same turn.",
    next: "Look at the worker's log for memory or disk trouble before starting again.",
  },
  cannot_start: { sentence: "It could not be started.", next: "Correct what the error names, then start again." },
  cancelled: { sentence: "It was cancelled.", next: "The receipt says what was signalled and what was left." },
} as const satisfies Record<StopReason, { sentence: string; next: string }>;

/** A worker of another version may know more of them: such a one stands for itself. */
export const stopWords = (reason: StopReason): { sentence: string; next: string } =>
  reason in stopReasons
    ? stopReasons[reason]
    : { sentence: `It ended: ${String(reason)}.`, next: "Read the end of the log." };
