/** The run's own check: `sh -c` in the workspace after a completed turn; exit 0 is the only thing that verifies. */
import { setTimeout as sleep } from "node:timers/promises";
import { COMMAND_OUTPUT_HEAD_BYTES, COMMAND_OUTPUT_TAIL_BYTES } from "#server/domain/limits.ts";
import type { Check } from "#server/domain/runConfig.ts";
import { systemActor } from "#server/domain/actor.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import type { Redactor } from "#server/redaction/redact.ts";
import { type Child, type ChildSpec, SpawnError } from "./process/childProcess.ts";
import { stopChild } from "./process/killLadder.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

export type CheckContext = {
  turn: number;
  mark: { runId: string; turnId: string };
  graceMs: number;
  createRedactor: (stream: "stdout" | "stderr") => Redactor;
};

export function toCheckSpec(check: Check, place: { cwd: string; env: Record<string, string> }): ChildSpec {
  return { ...place, command: "/bin/sh", args: ["-c", check.command], input: null };
}

/**
 * Yields what the log shows; returns the exit code, null when it did not end by itself. An interruption is not its
 * concern: whoever watches the turn ends this child like the one before it.
 */
export async function* runCheck(
  check: Check,
  child: Child | SpawnError,
  context: CheckContext,
): AsyncGenerator<RunEventBody, number | null> {
  const itemId = `check_${context.turn}`;
  const item = (phase: "started" | "completed", content: Extract<RunEventBody, { type: "turn_item" }>["item"]) =>
    ({ type: "turn_item", turn: context.turn, phase, itemId, item: content, codex: null }) as const;
  yield item("started", {
    type: "local_shell_call",
    call_id: itemId,
    status: "in_progress",
    action: { type: "exec", command: ["sh", "-c", check.command] },
  });
  if (child instanceof SpawnError) {
    const output = { content: child.message, success: false, exit_code: null };
    yield item("completed", { type: "function_call_output", call_id: itemId, output });
    return null;
  }
  const over = new AbortController();
  const watched = endInTime(child, { check, context, over: over.signal });
  watched.catch(() => undefined); // awaited below
  const output = await readBounded(child, context.createRedactor);
  over.abort();
  const endedByUs = await watched;
  const { exitCode } = await child.ended;
  const own = endedByUs ? null : exitCode;
  yield item("completed", {
    type: "function_call_output",
    call_id: itemId,
    output: { ...output, success: own === 0, exit_code: own },
  });
  return own;
}

/** Ends the check at its time limit; says whether it had to. */
async function endInTime(
  child: Child,
  { check, context, over }: { check: Check; context: CheckContext; over: AbortSignal },
): Promise<boolean> {
  const timedOut = await sleep(check.timeoutSec * 1_000, true, { signal: over }).catch(() => false);
  if (!timedOut) return false;
  await stopChild(child, {
    graceMs: context.graceMs,
    mark: context.mark,
    by: systemActor,
    requestedAt: recordNow().toISOString(),
  });
  return true;
}

/** The head says what ran, the tail how it ended; what lies between is counted. */
async function readBounded(child: Child, createRedactor: CheckContext["createRedactor"]) {
  const redactors = { stdout: createRedactor("stdout"), stderr: createRedactor("stderr") };
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  let total = 0;
  const take = (bytes: Buffer) => {
    total += bytes.length;
    const room = COMMAND_OUTPUT_HEAD_BYTES - head.length;
    head = Buffer.concat([head, bytes.subarray(0, Math.max(0, room))]);
    tail = Buffer.concat([tail, bytes.subarray(Math.max(0, room))]).subarray(-COMMAND_OUTPUT_TAIL_BYTES);
  };
  for await (const chunk of child.chunks) take(redactors[chunk.stream].push(chunk.bytes));
  for (const redactor of Object.values(redactors)) take(redactor.end());
  const cut = total - head.length - tail.length;
  const middle = cut > 0 ? `\n… ${cut} bytes left out …\n` : "";
  return {
    content: head.toString("utf8") + middle + tail.toString("utf8"),
    ...(cut > 0 ? { bytes: { total, head: head.length, tail: tail.length } } : {}),
  };
}
