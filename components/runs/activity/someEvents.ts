/** Events of a made-up turn, for tests: one second apart, numbered from 1. */
import type { RunEvent, RunEventBody } from "#server/domain/runEvents.ts";
import type { TurnItem } from "#server/domain/turnItem.ts";
import type { ActivityEntry } from "./activityEntry.ts";
import { emptyActivity, foldActivity } from "./foldActivity.ts";

export const actor = { kind: "person", id: "ines", name: "Ines" } as const;

export function log(...bodies: RunEventBody[]): RunEvent[] {
  return bodies.map((body, index) => ({
    ...body,
    runId: "r",
    seq: index + 1,
    ts: new Date(Date.UTC(2026, 10, 20, 14, 0, index)).toISOString(),
  }));
}
export const fold = (...bodies: RunEventBody[]) => foldActivity(emptyActivity, log(...bodies)).entries;

export const start = (turn = 1, attempt = 1): RunEventBody => ({
  type: "turn_started",
  turn,
  try: attempt,
  pid: 1,
  promptBytes: 18_400,
  promptHash: "h",
});
export const done: RunEventBody = { type: "turn_completed", turn: 1, durationMs: 9_000, tokenUsage: null };
export type Phase = "started" | "updated" | "completed";
export const item = ([itemId, phase]: [string, Phase], body: TurnItem, codex: unknown = {}): RunEventBody => ({
  type: "turn_item",
  turn: 1,
  phase,
  itemId,
  item: body,
  codex,
});
export const say = (itemId: string, text: string, phase: Phase = "completed") =>
  item([itemId, phase], { type: "message", role: "assistant", content: [{ type: "output_text", text }] });
export const think = (itemId: string, text: string) =>
  item([itemId, "completed"], { type: "reasoning", summary: [{ type: "summary_text", text }] });
export const run = (itemId: string, command: string, codex: unknown = {}) =>
  item(
    [itemId, "started"],
    {
      type: "local_shell_call",
      call_id: itemId,
      status: "in_progress",
      action: { type: "exec", command: ["bash", "-lc", command] },
    },
    codex,
  );
export const ended = (itemId: string, exit: number | null, more: { content?: string; codex?: unknown } = {}) =>
  item(
    [itemId, "completed"],
    {
      type: "function_call_output",
      call_id: itemId,
      output: { content: more.content ?? "", success: exit === 0, ...(exit !== null && { exit_code: exit }) },
    },
    more.codex ?? {},
  );
export const written = (path: string, bytes = 10): RunEventBody => ({
  type: "file_written",
  turn: 1,
  path,
  bytes,
  sha256: "0".repeat(64),
});
export const patch = (itemId: string, changes: { path: string; kind: string }[]) =>
  item([itemId, "started"], {
    type: "custom_tool_call",
    call_id: itemId,
    name: "apply_patch",
    input: JSON.stringify({ changes }),
  });
export const patched = (itemId: string, output: string) =>
  item([itemId, "completed"], { type: "custom_tool_call_output", call_id: itemId, output });
export const plan = (phase: Phase, ...steps: [string, boolean][]) =>
  item(["plan", phase], {
    type: "other",
    kind: "todo_list",
    payload: { items: steps.map(([text, completed]) => ({ text, completed })) },
  });
export const tests = (command: string, failed = 0): RunEventBody => ({
  type: "test_run_completed",
  turn: 1,
  command,
  exitCode: failed > 0 ? 1 : 0,
  durationMs: 400,
  summary: { passed: 3, failed, skipped: 1 },
});

export function only<Kind extends ActivityEntry["kind"]>(entries: readonly ActivityEntry[], kind: Kind) {
  return entries.filter((entry): entry is Extract<ActivityEntry, { kind: Kind }> => entry.kind === kind);
}
