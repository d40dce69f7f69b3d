/** The catalogue of events: every type makes its round trip through JSON, and unknown ones are kept raw. */
import { describe, expect, it } from "vitest";
import { toActivity } from "./activity.ts";
import { localActor } from "./actor.ts";
import type { Receipt, RunFailure } from "./run.ts";
import { toKnownEvent } from "./knownEvent.ts";
import { endsRun, RunEventBody } from "./runEvents.ts";

const error: RunFailure = { code: "subprocess_exit", message: "It exited with code 3.", retryable: false };
const at = "2026-01-02T03:04:05.678Z";
const receipt: Receipt = {
  by: localActor,
  requestedAt: at,
  signals: [{ signal: "SIGINT", at, target: "group", pids: [7] }],
  left: [],
  endedAt: at,
};
const usage = { inputTokens: 3, cachedInputTokens: 1, outputTokens: 2, reasoningTokens: 1, totalTokens: 5 };
const sha256 = "a".repeat(64);
const turn = 1;

/** One of each: the compiler says when a type is missing. */
const bodies: { [T in RunEventBody["type"]]: Extract<RunEventBody, { type: T }> } = {
  run_started: { type: "run_started", config: { env: ["TOKEN"] } },
  run_updated: { type: "run_updated", status: "pausing", changed: ["status"], actor: localActor },
  run_paused: { type: "run_paused", reason: "manual", resumeAt: null, note: "lunch", actor: localActor },
  run_resumed: { type: "run_resumed", actor: localActor },
  run_completed: { type: "run_completed", outcome: "verified", stopReason: "stop_file" },
  run_failed: { type: "run_failed", error },
  run_cancelled: { type: "run_cancelled", reason: "manual", note: null, receipt },
  turn_started: { type: "turn_started", turn, try: 1, pid: 7, promptBytes: 10, promptHash: sha256 },
  turn_completed: { type: "turn_completed", turn, durationMs: 5, tokenUsage: usage },
  turn_failed: { type: "turn_failed", turn, try: 1, exitCode: 3, signal: null, error },
  turn_item: {
    type: "turn_item",
    turn,
    phase: "completed",
    itemId: "item_1",
    item: { type: "message", role: "assistant", content: [{ type: "output_text", text: "Done." }] },
    codex: { id: "item_1" },
  },
  subprocess_output: { type: "subprocess_output", turn, stream: "stdout", text: "hello", offset: 0 },
  output_skipped: { type: "output_skipped", turn, stream: "stderr", offset: 5, bytes: 9 },
  file_written: { type: "file_written", turn, path: "a.ts", bytes: 3, sha256 },
  file_read: { type: "file_read", turn, path: "a.ts", bytes: 3 },
  file_deleted: { type: "file_deleted", turn, path: "a.ts" },
  log_updated: {
    type: "log_updated",
    turn,
    kind: "codys-log",
    path: ".cody-harness/epic/codys-log.md",
    delta: { addedBytes: 3, addedLines: 1, tail: "x" },
  },
  test_run_started: { type: "test_run_started", turn, command: "npm test" },
  test_run_completed: {
    type: "test_run_completed",
    turn,
    command: "npm test",
    exitCode: 0,
    durationMs: 4,
    summary: { passed: 2, failed: 1, skipped: 0 },
  },
  token_usage: { type: "token_usage", turn, inputTokens: 1, outputTokens: 2, totalTokens: 3, contextWindow: 9 },
  rate_limits: {
    type: "rate_limits",
    turn,
    windows: [{ name: "5h", usedPercent: 12.5, windowMinutes: 300, resetsAt: null }],
    planType: "plus",
  },
  error: { type: "error", turn, code: "odd", message: "It was odd." },
  worker_lost: { type: "worker_lost", workerId: "w", turn: null, left: [7] },
  run_recovered: { type: "run_recovered", workerId: "w", did: "Ended 1 process that was left." },
};
const all = Object.values(bodies);

describe("every event", () => {
  it.each(all)("$type survives JSON", (body) => {
    const event = { ...body, ts: at, runId: "r_1", seq: 4 };
    const read: unknown = JSON.parse(JSON.stringify(event));
    expect(read).toEqual(event);
    expect(RunEventBody.parse(read)).toEqual(body);
    expect(toKnownEvent(event)).toBe(event);
  });

  it.each(all)("$type is refused without a required field", ({ type, ...fields }) => {
    const optional = new Set(["resumeAt", "note", "contextWindow", "planType", ...(type === "error" ? ["turn"] : [])]);
    for (const name of Object.keys(fields).filter((field) => !optional.has(field) && field !== "codex")) {
      const { [name]: _gone, ...rest } = fields as Record<string, unknown>;
      expect(RunEventBody.safeParse({ type, ...rest }).success, name).toBe(false);
    }
  });

  it("has an activity of one plain line, or none", () => {
    for (const body of all) expect(toActivity(body) ?? "none").toMatch(/^[^\n\0\u001b]+$/);
    const odd = { ...bodies.file_deleted, path: "a\0b\u001b[31mc\nd" };
    expect(toActivity(odd)).not.toMatch(/[\0\u001b]/);
    expect(toActivity({ ...bodies.run_failed, error: { ...error, message: "x".repeat(500) } })?.length).toBe(160);
  });
});

it("three events end a log, and no other", () => {
  expect(all.filter(endsRun).map(({ type }) => type)).toEqual(["run_completed", "run_failed", "run_cancelled"]);
});

it("an event that a newer writer invented is not known, and not lost", () => {
  const event = { type: "turn_dreamt", ts: at, runId: "r_1", seq: 9, of: "sheep" };
  expect(toKnownEvent(event)).toBeNull();
});

it("an event without what its type cannot be without is not taken for one of that type", () => {
  const { error: _gone, ...rest } = { type: "turn_failed", ts: at, runId: "r_1", seq: 9, turn: 1, try: 1, error };
  expect(toKnownEvent({ ...rest, error })).not.toBeNull();
  expect(toKnownEvent(rest)).toBeNull();
});
