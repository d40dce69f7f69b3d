/** Why a Codex process did not do its turn, and whether trying again can help. */
import type { RunFailure } from "#server/domain/run.ts";
import { cutMessage } from "#server/worker/telemetry/bounds.ts";

export type CodexEnd = {
  exitCode: number | null;
  signal: string | null;
  /** The message of turn.failed; null = there was none. */
  turnFailed: string | null;
  /** The last top-level error line: alone it may be a passing notice. */
  lastError: string | null;
  lastStderr: string | null;
};

const QUOTA = /hit your usage limit/i;
/** What the next try may find gone: broken streams, a busy or failing server, a network that is away. */
const PASSING =
  /stream (disconnected|error|closed)|connection (failed|closed|reset|refused)|error sending request|timed? ?out|high demand|overloaded|temporar|too many requests|\b(status|code)\W{0,3}5\d\d\b|\b5\d\d (internal|bad gateway|service|gateway)/i;

const SIGNED_OUT = /\b401\b|unauthorized|not logged in|missing bearer/i;

/** Servers answer with JSON inside the message; people need the sentence in it. */
export function toSentence(message: string): string {
  try {
    const parsed: unknown = JSON.parse(message);
    const inner = (parsed as { error?: { message?: unknown } } | null)?.error?.message;
    return typeof inner === "string" && inner ? inner : message;
  } catch {
    return message;
  }
}

function toCodexError(message: string): RunFailure {
  const sentence = cutMessage(toSentence(message)) || "Codex gave up the turn without saying why.";
  if (QUOTA.test(sentence)) return { code: "quota_exhausted", message: sentence, retryable: false };
  if (SIGNED_OUT.test(sentence)) return { code: "codex_error", message: signedOut(sentence), retryable: false };
  return { code: "codex_error", message: sentence, retryable: PASSING.test(sentence) };
}

const signedOut = (sentence: string) =>
  cutMessage(`Codex is not signed in: run "codex login" as the user that runs the worker. It said: ${sentence}`);

export function toCodexFailure(end: CodexEnd): RunFailure | null {
  if (end.turnFailed !== null) return toCodexError(end.turnFailed);
  if (end.exitCode === 0) return null;
  if (end.lastError !== null) return toCodexError(end.lastError);
  const how = end.signal ? `was ended by ${end.signal}` : `exited with code ${end.exitCode ?? "unknown"}`;
  const why = end.lastStderr ? `: ${end.lastStderr}` : ".";
  return { code: "subprocess_exit", message: cutMessage(`Codex ${how}${why}`), retryable: false };
}
