/** Telemetry lines that an agent prints about itself: a whitelist of facts, none of which can pretend to be Codi's own. */
import { z } from "zod";
import {
  CODEX_LINE_MAX_BYTES,
  EVENT_MESSAGE_MAX_BYTES,
  EVENT_TEXT_MAX_BYTES,
  PATH_MAX_CHARS,
} from "#server/domain/limits.ts";
import type { TokenUsage } from "#server/domain/run.ts";
import { RunEventBody, telemetryBodies } from "#server/domain/runEvents.ts";
import type { TelemetryType } from "#server/domain/runEvents.ts";
import { boundPayload, cutText } from "./bounds.ts";

const ENVELOPE = "__cody_event__";
const Envelope = z.looseObject({ [ENVELOPE]: z.looseObject({ type: z.string() }) });

const count = z.union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)]).pipe(z.int().min(0));

type Fields = Record<string, unknown>;

/** The first of several spellings that holds a count; undefined = none of them is there. */
function countOf(fields: Fields, names: string[]): number | undefined {
  for (const name of names) {
    const parsed = count.safeParse(fields[name]);
    if (parsed.success) return parsed.data;
  }
  return undefined;
}

function usageFields(fields: Fields): Fields {
  const input = countOf(fields, ["inputTokens", "input_tokens", "promptTokens", "prompt_tokens"]);
  const output = countOf(fields, ["outputTokens", "output_tokens", "completionTokens", "completion_tokens"]);
  const total = countOf(fields, ["totalTokens", "total_tokens"]);
  if (input === undefined && output === undefined && total === undefined) return {};
  return {
    ...fields,
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    totalTokens: total ?? (input ?? 0) + (output ?? 0),
  };
}

/** Each type's own spelling and bounds, before its schema decides. */
const normalise = {
  file_written: (fields) => fields,
  file_read: (fields) => fields,
  file_deleted: (fields) => fields,
  log_updated: (fields) => fields,
  test_run_started: (fields) => fields,
  test_run_completed: (fields) => fields,
  token_usage: usageFields,
  rate_limits: (fields) => fields,
} as const satisfies Record<TelemetryType, (fields: Fields) => Fields>;

const textBounds: Record<string, number> = { path: PATH_MAX_CHARS, command: EVENT_MESSAGE_MAX_BYTES };

function isTelemetryType(type: string): type is TelemetryType {
  return Object.hasOwn(telemetryBodies, type);
}

function boundFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "string" ? cutText(value, textBounds[name] ?? EVENT_TEXT_MAX_BYTES) : value,
    ]),
  );
}

/** False = no line of these bytes can be one. */
export const mayHoldSentinel = (bytes: Buffer): boolean => bytes.includes(ENVELOPE);

/** True for a line that is a sentinel's shape, whatever it says: it is shown as plain output in any case. */
export function isSentinel(line: string): boolean {
  return readEnvelope(line) !== null;
}

function readEnvelope(line: string): (Fields & { type: string }) | null {
  if (!line.includes(ENVELOPE) || line.length > CODEX_LINE_MAX_BYTES) return null;
  try {
    const parsed = Envelope.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data[ENVELOPE] : null;
  } catch {
    return null;
  }
}

/** Empty for everything that is not a sentinel of the whitelist; total, and `ts, runId, seq, turn` are never taken from it. */
export function toSentinelEvents(line: string, turn: number): RunEventBody[] {
  const envelope = readEnvelope(line);
  if (!envelope || !isTelemetryType(envelope.type)) return [];
  const { type } = envelope;
  // Parsing strips every field that the type does not have, so nothing forged passes.
  const body = telemetryBodies[type].safeParse(normalise[type](envelope));
  if (!body.success) return [];
  const bounded = boundFields(body.data);
  const event = RunEventBody.safeParse(boundPayload({ ...bounded, type, turn }));
  return event.success ? [event.data] : [];
}

/** The last usage among events; within a turn the last sentinel wins. */
export function sentinelUsage(events: RunEventBody[]): TokenUsage | null {
  const last = events.findLast((event) => event.type === "token_usage");
  if (last?.type !== "token_usage") return null;
  const { inputTokens, outputTokens, totalTokens } = last;
  return { inputTokens, cachedInputTokens: 0, outputTokens, reasoningTokens: 0, totalTokens };
}
