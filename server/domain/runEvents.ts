/** The catalogue of events: everything that can stand in a run's log, with when it is written. */
import { z } from "zod";
import { Actor } from "./actor.ts";
import { OUTCOMES } from "./outcome.ts";
import { CancelReason, PauseReasonWord, Receipt, RunFailure } from "./run.ts";
import { RunStatusWord } from "./statusWords.ts";
import { STOP_REASONS } from "./stopReasons.ts";
import { TurnItem } from "./turnItem.ts";

const turn = z.number().int().min(1);
const count = z.number().int().min(0);
const path = z.string();

export const EventTokenUsage = z.object({
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  totalTokens: count,
});

const windows = z.array(
  z.object({
    name: z.string(),
    usedPercent: z.number(),
    windowMinutes: z.number().nullable(),
    resetsAt: z.string().nullable(),
  }),
);

/** What a sentinel may say; the fields of each type are these and no others. */
export const telemetryBodies = {
  file_written: z.object({ path, bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  file_read: z.object({ path, bytes: count }),
  file_deleted: z.object({ path }),
  log_updated: z.object({
    kind: z.enum(["codys-log", "decision-log"]),
    path,
    delta: z.object({ addedBytes: count, addedLines: count, tail: z.string() }),
  }),
  test_run_started: z.object({ command: z.string() }),
  test_run_completed: z.object({
    command: z.string(),
    exitCode: z.number().int().nullable(),
    durationMs: count,
    summary: z.object({ passed: count, failed: count, skipped: count }),
  }),
  token_usage: z.object({
    inputTokens: count,
    outputTokens: count,
    totalTokens: count,
    last: z.record(z.string(), z.unknown()).optional(),
    contextWindow: count.optional(),
  }),
  rate_limits: z.object({
    windows,
    credits: z.record(z.string(), z.unknown()).optional(),
    planType: z.string().optional(),
  }),
};
export type TelemetryType = keyof typeof telemetryBodies;

const type = <const T extends string>(name: T) => ({ type: z.literal(name) });

export const RunEventBody = z.discriminatedUnion("type", [
  /** The first worker took the run. */
  z.object({ ...type("run_started"), config: z.record(z.string(), z.unknown()) }),
  /** A status or setting moved without ending anything. */
  z.object({ ...type("run_updated"), status: RunStatusWord, changed: z.array(z.string()), actor: Actor }),
  z.object({
    ...type("run_paused"),
    reason: PauseReasonWord,
    resumeAt: z.string().nullable().optional(),
    note: z.string().nullable().optional(),
    actor: Actor,
  }),
  z.object({ ...type("run_resumed"), actor: Actor }),
  /** Exactly one of the next three stands in a log, at its end. */
  z.object({ ...type("run_completed"), outcome: z.enum(OUTCOMES), stopReason: z.enum(STOP_REASONS) }),
  z.object({ ...type("run_failed"), error: RunFailure }),
  z.object({
    ...type("run_cancelled"),
    reason: CancelReason,
    note: z.string().nullable().optional(),
    receipt: Receipt,
  }),
  /** The child of a turn runs; try counts its executions. */
  z.object({
    ...type("turn_started"),
    turn,
    try: z.number().int().min(1),
    pid: z.number().int().nullable(),
    promptBytes: count,
    promptHash: z.string(),
  }),
  z.object({ ...type("turn_completed"), turn, durationMs: count, tokenUsage: EventTokenUsage.nullable() }),
  z.object({
    ...type("turn_failed"),
    turn,
    try: z.number().int().min(1),
    exitCode: z.number().int().nullable(),
    signal: z.string().nullable(),
    error: RunFailure,
  }),
  z.object({
    ...type("turn_item"),
    turn,
    phase: z.enum(["started", "updated", "completed"]),
    itemId: z.string(),
    item: TurnItem,
    /** The item as Codex printed it, bounded. */
    codex: z.unknown(),
  }),
  z.object({
    ...type("subprocess_output"),
    turn,
    stream: z.enum(["stdout", "stderr"]),
    text: z.string(),
    /** Byte position in the stored output. */
    offset: count,
  }),
  /** The live feed ran ahead of these bytes; the stored output has them. */
  z.object({ ...type("output_skipped"), turn, stream: z.enum(["stdout", "stderr"]), offset: count, bytes: count }),
  z.object({ ...type("file_written"), turn, ...telemetryBodies.file_written.shape }),
  z.object({ ...type("file_read"), turn, ...telemetryBodies.file_read.shape }),
  z.object({ ...type("file_deleted"), turn, ...telemetryBodies.file_deleted.shape }),
  z.object({ ...type("log_updated"), turn, ...telemetryBodies.log_updated.shape }),
  z.object({ ...type("test_run_started"), turn, ...telemetryBodies.test_run_started.shape }),
  z.object({ ...type("test_run_completed"), turn, ...telemetryBodies.test_run_completed.shape }),
  z.object({ ...type("token_usage"), turn, ...telemetryBodies.token_usage.shape }),
  z.object({ ...type("rate_limits"), turn, ...telemetryBodies.rate_limits.shape }),
  /** Something went wrong that ends nothing. */
  z.object({ ...type("error"), turn: turn.optional(), code: z.string(), message: z.string() }),
  /** The holder died: what it left, and what was done about it. */
  z.object({
    ...type("worker_lost"),
    workerId: z.string().nullable(),
    turn: turn.nullable(),
    left: z.array(z.number().int()),
  }),
  z.object({ ...type("run_recovered"), workerId: z.string(), did: z.string() }),
]);
export type RunEventBody = z.infer<typeof RunEventBody>;

/** An event as it stands in the log: stamped and numbered by whoever owns the claim. */
export type RunEvent = RunEventBody & { ts: string; runId: string; seq: number };

export const RunEventEnvelope = z.looseObject({
  type: z.string(),
  ts: z.string(),
  runId: z.string(),
  seq: z.number().int().min(1),
});
/** What readers of stored logs get: a newer writer's unknown event is shown raw, never dropped. */
export type StoredEvent = z.infer<typeof RunEventEnvelope>;

export const SETTLING_EVENTS = ["run_completed", "run_failed", "run_cancelled"] as const;

/** True for the last event of a log. */
export function endsRun(event: { type: string }): boolean {
  return (SETTLING_EVENTS as readonly string[]).includes(event.type);
}
