/** Why a turn failed, in words that fit below a status; its code is for programs. */
import type { TurnErrorCode } from "#server/domain/run.ts";

const failureWords = {
  spawn_error: "Could not start",
  spawn_failure: "Could not start",
  stdin_write_failed: "Prompt not read",
  subprocess_exit: "Program exited",
  turn_timeout: "Turn took too long",
  turn_stalled: "Turn stalled",
  interrupted: "Interrupted",
  worker_lost: "Worker lost",
  workspace_error: "Folder trouble",
  prompt_too_large: "Prompt too large",
  quota_exhausted: "Quota used up",
  budget_exhausted: "Budget used up",
  codex_error: "Codex error",
} as const satisfies Record<TurnErrorCode, string>;

/** A code that is not known stands for itself. */
export const toFailureLabel = (code: string): string =>
  Object.hasOwn(failureWords, code) ? failureWords[code as TurnErrorCode] : code;

/** The same within a sentence. */
export const toFailureWord = (code: string): string =>
  Object.hasOwn(failureWords, code) ? toFailureLabel(code).toLowerCase() : code;
