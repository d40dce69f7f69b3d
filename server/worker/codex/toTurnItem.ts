/** A Codex item in the shape of TurnStreamV2 items, within the bounds of an event. */
import { z } from "zod";
import { EVENT_MESSAGE_MAX_BYTES, EVENT_PAYLOAD_MAX_BYTES, EVENT_TEXT_MAX_BYTES } from "#server/domain/limits.ts";
import type { TurnItem } from "#server/domain/turnItem.ts";
import { boundOutput, boundPayload, cutId, cutMessage, cutText, splitText } from "#server/worker/telemetry/bounds.ts";
import type { CodexItem } from "./codexLines.ts";
import { splitCommand } from "./splitCommand.ts";

export type ItemPhase = "started" | "updated" | "completed";

const status = z.string().catch("");

const TextItem = z.looseObject({ text: z.string() });
const CommandItem = z.looseObject({
  command: z.string(),
  aggregated_output: z.string().catch(""),
  exit_code: z.number().int().nullable().catch(null),
  status,
});
export const FileChangeItem = z.looseObject({
  changes: z.array(z.looseObject({ path: z.string(), kind: z.string().catch("update") })),
  status,
});
const ToolItem = z.looseObject({
  server: z.string().catch(""),
  tool: z.string(),
  arguments: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z
    .looseObject({ message: z.string().catch("") })
    .nullish()
    .catch(null),
  status,
});
const SearchItem = z.looseObject({ query: z.string() });

/** A foreign value as the text of a field. */
function payloadText(value: unknown): string {
  return JSON.stringify(boundPayload(value ?? null));
}

function commandItem(item: CodexItem, phase: ItemPhase): TurnItem[] | null {
  const parsed = CommandItem.safeParse(item);
  if (!parsed.success) return null;
  const { command, aggregated_output, exit_code } = parsed.data;
  const call_id = cutId(item.id);
  if (phase === "completed")
    return [
      {
        type: "function_call_output",
        call_id,
        output: { ...boundOutput(aggregated_output), success: parsed.data.status === "completed", exit_code },
      },
    ];
  const argv = splitCommand(cutText(command, EVENT_TEXT_MAX_BYTES));
  return [{ type: "local_shell_call", call_id, status: "in_progress", action: { type: "exec", command: argv } }];
}

const CHANGE_LETTER: Record<string, string> = { add: "A", delete: "D", update: "M" };

function fileChangeItem(item: CodexItem, phase: ItemPhase): TurnItem[] | null {
  const parsed = FileChangeItem.safeParse(item);
  if (!parsed.success) return null;
  const call_id = cutId(item.id);
  const changes = parsed.data.changes.map(({ path, kind }) => ({ path, kind }));
  if (phase !== "completed")
    return [{ type: "custom_tool_call", call_id, name: "apply_patch", input: payloadText({ changes }) }];
  const lines = changes.map(({ path, kind }) => `${CHANGE_LETTER[kind] ?? "M"} ${path}`);
  const output = cutText([parsed.data.status, ...lines].join("\n"), EVENT_PAYLOAD_MAX_BYTES);
  return [{ type: "custom_tool_call_output", call_id, output }];
}

function toolItem(item: CodexItem, phase: ItemPhase): TurnItem[] | null {
  const parsed = ToolItem.safeParse(item);
  if (!parsed.success) return null;
  const { server, tool, arguments: given, result, error } = parsed.data;
  const call_id = cutId(item.id);
  if (phase !== "completed") {
    const name = cutText(server ? `${server}.${tool}` : tool, EVENT_MESSAGE_MAX_BYTES);
    return [{ type: "function_call", call_id, name, arguments: payloadText(given) }];
  }
  const content = error ? cutMessage(error.message) : payloadText(result);
  return [{ type: "function_call_output", call_id, output: { content, success: parsed.data.status === "completed" } }];
}

function textItems(item: CodexItem, toItem: (text: string) => TurnItem): TurnItem[] | null {
  const parsed = TextItem.safeParse(item);
  return parsed.success ? splitText(parsed.data.text).map(toItem) : null;
}

type ToItems = (item: CodexItem, phase: ItemPhase) => TurnItem[] | null;

/** One row a type; an unknown type, or one whose fields are not as expected, stays an open "other". */
const byType: Record<string, ToItems> = {
  agent_message: (item) =>
    textItems(item, (text) => ({ type: "message", role: "assistant", content: [{ type: "output_text", text }] })),
  reasoning: (item) => textItems(item, (text) => ({ type: "reasoning", summary: [{ type: "summary_text", text }] })),
  command_execution: commandItem,
  file_change: fileChangeItem,
  mcp_tool_call: toolItem,
  web_search: (item) => {
    const parsed = SearchItem.safeParse(item);
    if (!parsed.success) return null;
    return [
      { type: "web_search_call", call_id: cutId(item.id), query: cutText(parsed.data.query, EVENT_MESSAGE_MAX_BYTES) },
    ];
  },
};

/** Items whose start is another item than their end: a call and its output. */
export const CALL_TYPES: ReadonlySet<string> = new Set(["command_execution", "file_change", "mcp_tool_call"]);

/** At least one; more than one only for a text over its bound, in order. */
export function toTurnItems(item: CodexItem, phase: ItemPhase): TurnItem[] {
  const known = Object.hasOwn(byType, item.type) ? byType[item.type]?.(item, phase) : null;
  if (known) return known;
  const { id: _id, type, ...payload } = item;
  return [{ type: "other", kind: cutId(type), payload: boundPayload(payload) }];
}

/** The item as Codex printed it, within its bound: a long output keeps its head and its tail. */
export function boundCodexItem(item: CodexItem): unknown {
  const output = item.aggregated_output;
  return boundPayload(typeof output === "string" ? { ...item, aggregated_output: boundOutput(output).content } : item);
}
