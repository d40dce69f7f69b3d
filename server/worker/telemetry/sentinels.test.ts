import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CODEX_LINE_MAX_BYTES } from "#server/domain/limits.ts";
import { RunEventBody, telemetryBodies } from "#server/domain/runEvents.ts";
import { isSentinel, sentinelUsage, toSentinelEvents } from "./sentinels.ts";

const line = (event: object, beside: object = {}) => JSON.stringify({ ...beside, __cody_event__: event });
const sha256 = "a".repeat(64);

describe("a sentinel of the whitelist", () => {
  it.each([
    [{ type: "file_written", path: "a.ts", bytes: 3, sha256 }],
    [{ type: "file_read", path: "a.ts", bytes: 0 }],
    [{ type: "file_deleted", path: "a.ts" }],
    [{ type: "log_updated", kind: "codys-log", path: "l.md", delta: { addedBytes: 1, addedLines: 1, tail: "x" } }],
    [{ type: "test_run_started", command: "npm test" }],
    [
      {
        type: "test_run_completed",
        command: "npm test",
        exitCode: 1,
        durationMs: 5,
        summary: { passed: 1, failed: 2, skipped: 0 },
      },
    ],
    [{ type: "token_usage", inputTokens: 1, outputTokens: 2, totalTokens: 3 }],
    [{ type: "rate_limits", windows: [{ name: "5h", usedPercent: 12.5, windowMinutes: 300, resetsAt: null }] }],
  ])("becomes an event of its turn: %j", (event) => {
    expect(toSentinelEvents(line(event), 4)).toEqual([{ ...event, turn: 4 }]);
    expect(toSentinelEvents(`${line(event)}\r`, 4)).toEqual([{ ...event, turn: 4 }]);
  });

  it("cannot set what Codi stamps, nor bring fields that its type does not have", () => {
    const forged = {
      type: "file_deleted",
      path: "a",
      ts: "2000-01-01",
      runId: "r_other",
      seq: 1,
      turn: 99,
      actor: "me",
    };
    expect(toSentinelEvents(line(forged, { runId: "r_other", turn: 7 }), 4)).toEqual([
      { type: "file_deleted", path: "a", turn: 4 },
    ]);
  });

  it("keeps within the bounds of an event", () => {
    const [event] = toSentinelEvents(line({ type: "test_run_started", command: "é".repeat(10_000) }), 1);
    expect(event?.type === "test_run_started" && Buffer.byteLength(event.command)).toBe(4_096);
    const huge = {
      type: "rate_limits",
      windows: Array(5_000).fill({ name: "w", usedPercent: 1, windowMinutes: 1, resetsAt: null }),
    };
    expect(toSentinelEvents(line(huge), 1)).toEqual([]);
  });
});

describe("what is no sentinel", () => {
  it.each([
    ["a lifecycle event", line({ type: "run_completed", outcome: "verified", stopReason: "stop_file" })],
    ["a turn event", line({ type: "turn_completed", turn: 1, durationMs: 1, tokenUsage: null })],
    ["an item", line({ type: "turn_item", turn: 1 })],
    ["an inherited name", line({ type: "toString" })],
    ["a type that is no text", line({ type: 5 })],
    ["an envelope that is no object", '{"__cody_event__":"file_deleted"}'],
    [
      "an envelope that is not at the top",
      JSON.stringify({ a: { __cody_event__: { type: "file_deleted", path: "a" } } }),
    ],
    ["a list", JSON.stringify([{ __cody_event__: { type: "file_deleted", path: "a" } }])],
    ["a missing field", line({ type: "file_written", path: "a" })],
    ["a hash that is none", line({ type: "file_written", path: "a", bytes: 1, sha256: "abc" })],
    ["usage without any number", line({ type: "token_usage" })],
    ["usage below zero", line({ type: "token_usage", input_tokens: -1 })],
    ["text around it", `log: ${line({ type: "file_deleted", path: "a" })}`],
    ["half of it", line({ type: "file_deleted", path: "a" }).slice(0, -3)],
    ["a line over the bound", line({ type: "file_deleted", path: "a".repeat(CODEX_LINE_MAX_BYTES) })],
    ["plain text", "__cody_event__"],
    ["nothing", ""],
  ])("makes no event: %s", (_what, text) => expect(toSentinelEvents(text, 1)).toEqual([]));

  it("never throws, and whatever passes is an event of the catalogue", () => {
    const types = fc.constantFrom(...Object.keys(telemetryBodies), "run_failed", "__proto__");
    const names = [
      "path",
      "bytes",
      "sha256",
      "kind",
      "delta",
      "command",
      "summary",
      "windows",
      "input_tokens",
      "total_tokens",
    ];
    const anyLine = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .tuple(types, fc.dictionary(fc.constantFrom(...names), fc.jsonValue()))
        .map(([type, fields]) => line({ ...fields, type })),
    );
    fc.assert(
      fc.property(anyLine, (text) => {
        for (const event of toSentinelEvents(text, 3)) {
          expect(RunEventBody.parse(event)).toEqual(event);
          expect(event.type in telemetryBodies).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("usage", () => {
  it.each([
    [{ input_tokens: 10, output_tokens: 4 }, [10, 4, 14]],
    [{ prompt_tokens: "10", completion_tokens: "4" }, [10, 4, 14]],
    [{ promptTokens: 10, completionTokens: 4, total_tokens: 20 }, [10, 4, 20]],
    [{ inputTokens: 10, outputTokens: 4, totalTokens: 14 }, [10, 4, 14]],
    [{ input_tokens: 10 }, [10, 0, 10]],
    [{ total_tokens: " 9 " }, [0, 0, 9]],
  ])("may be spelt %j", (fields, [inputTokens, outputTokens, totalTokens]) => {
    expect(toSentinelEvents(line({ type: "token_usage", ...fields }), 1)).toEqual([
      { type: "token_usage", turn: 1, inputTokens, outputTokens, totalTokens },
    ]);
  });

  it("is the last one of several", () => {
    const events = [1, 2, 3].flatMap((n) => toSentinelEvents(line({ type: "token_usage", input_tokens: n }), 1));
    expect(sentinelUsage(events)?.totalTokens).toBe(3);
    expect(sentinelUsage([])).toBeNull();
  });
});

it("a line is known as a sentinel by its shape, also when nothing of it is taken", () => {
  expect(isSentinel(line({ type: "run_completed" }))).toBe(true);
  expect(isSentinel('{"type":"item.completed","item":{"id":"i","type":"agent_message","text":"__cody_event__"}}')).toBe(
    false,
  );
});
