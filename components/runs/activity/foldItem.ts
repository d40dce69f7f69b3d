/** What one item of a turn adds to the transcript, or changes in it. */
import { toCommandText } from "#server/domain/commandText.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import type { TurnItem } from "#server/domain/turnItem.ts";
import { addEntry, entryAt, fieldOf, sinceMs, toText, type Draft } from "./activityDraft.ts";
import type { CallState } from "./activityEntry.ts";
import { endPatch, startPatch } from "./foldFiles.ts";
import { addOther } from "./foldOther.ts";
import { foldText } from "./foldText.ts";

type ItemEvent = RunEvent & { type: "turn_item" };
type Item<Type extends TurnItem["type"]> = Extract<TurnItem, { type: Type }>;

export function foldItem(draft: Draft, event: ItemEvent): void {
  const { item } = event;
  if (item.type === "usage" || item.type === "rate_limits") return;
  addItem(draft, event, item);
  draft.itemAt = event.ts;
}

function addItem(draft: Draft, event: ItemEvent, item: Exclude<TurnItem, { type: "usage" | "rate_limits" }>): void {
  switch (item.type) {
    case "message":
      foldText(draft, event, { kind: "message", text: item.content.map((part) => toText(part.text)).join("\n") });
      return;
    case "reasoning":
      foldText(draft, event, { kind: "reasoning", text: item.summary.map((part) => toText(part.text)).join("\n") });
      return;
    case "local_shell_call":
      runCommand(draft, event, item);
      return;
    case "function_call":
      openCall(draft, event, { name: toText(item.name), input: toText(item.arguments) });
      return;
    case "function_call_output":
      endCall(draft, event, item);
      return;
    case "custom_tool_call":
      if (event.phase !== "started") return;
      if (item.name === "apply_patch") startPatch(draft, event, toText(item.input));
      else openCall(draft, event, { name: toText(item.name), input: toText(item.input) });
      return;
    case "custom_tool_call_output":
      if (event.phase === "completed") endTool(draft, event, toText(item.output));
      return;
    case "web_search_call":
      search(draft, event, toText(item.query));
      return;
    case "other":
      addOther(draft, event, item);
      return;
  }
}

/** Begins a command; while it runs, Codex may tell what it has printed by then. */
function runCommand(draft: Draft, event: ItemEvent, item: Item<"local_shell_call">): void {
  const at = draft.open.get(event.itemId)?.at;
  const begun = entryAt(draft, at, "command");
  const output = toText(fieldOf(event.codex, "aggregated_output"));
  if (begun && at !== undefined) {
    if (output !== "") draft.entries[at] = { ...begun, output };
    return;
  }
  const command = toCommandText(item.action.command.map(toText));
  const index = addEntry(draft, event, {
    kind: "command",
    command,
    check: event.codex === null && event.itemId.startsWith("check_"),
    state: "running",
    declined: false,
    exitCode: null,
    durationMs: null,
    output,
    tests: null,
  });
  draft.open.set(event.itemId, { at: index, part: 0, paths: [] });
}

function openCall(draft: Draft, event: ItemEvent, call: { name: string; input: string }): void {
  if (entryAt(draft, draft.open.get(event.itemId)?.at, "call")) return; // told once more while it runs
  const at = addEntry(draft, event, { kind: "call", ...call, output: "", state: "running", durationMs: null });
  draft.open.set(event.itemId, { at, part: 0, paths: [] });
}

/** Ends a command or a call by the item's id; one whose beginning is not here is told with its end. */
function endCall(draft: Draft, event: ItemEvent, { output }: Item<"function_call_output">): void {
  const at = draft.open.get(event.itemId)?.at;
  draft.open.delete(event.itemId);
  const state: CallState = output.success === false ? "failed" : "done";
  const content = toText(output.content);
  const command = entryAt(draft, at, "command");
  const call = entryAt(draft, at, "call");
  if (at !== undefined && call) {
    draft.entries[at] = { ...call, output: content, state, durationMs: sinceMs(event.ts, call.ts) };
    return;
  }
  const end = {
    state,
    output: content,
    exitCode: output.exit_code ?? null,
    declined: fieldOf(event.codex, "status") === "declined",
  };
  if (at !== undefined && command) {
    draft.entries[at] = { ...command, ...end, durationMs: sinceMs(event.ts, command.ts) };
    return;
  }
  const ran = fieldOf(event.codex, "command");
  if (typeof ran === "string")
    addEntry(draft, event, { kind: "command", command: ran, check: false, durationMs: null, tests: null, ...end });
  else {
    const name = toText(fieldOf(event.codex, "tool")) || "call";
    addEntry(draft, event, { kind: "call", name, input: "", output: content, state, durationMs: null });
  }
}

function endTool(draft: Draft, event: ItemEvent, output: string): void {
  const at = draft.open.get(event.itemId)?.at;
  const call = entryAt(draft, at, "call");
  if (!call || at === undefined) return endPatch(draft, event, output);
  draft.open.delete(event.itemId);
  draft.entries[at] = { ...call, output, state: "done", durationMs: sinceMs(event.ts, call.ts) };
}

function search(draft: Draft, event: ItemEvent, query: string): void {
  const state = event.phase === "completed" ? "done" : "running";
  const at = draft.open.get(event.itemId)?.at;
  const begun = entryAt(draft, at, "search");
  if (begun && at !== undefined) draft.entries[at] = { ...begun, state, query: query || begun.query };
  else
    draft.open.set(event.itemId, {
      at: addEntry(draft, event, { kind: "search", query, state }),
      part: 0,
      paths: [],
    });
  if (state === "done") draft.open.delete(event.itemId);
}
