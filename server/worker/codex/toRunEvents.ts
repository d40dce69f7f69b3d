/** One line of Codex becomes events: pure and total, with everything a turn has to remember in its state. */
import { EVENT_TEXT_MAX_BYTES } from "#server/domain/limits.ts";
import type { TokenUsage } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { boundPayload, cutId, cutMessage, cutText } from "#server/worker/telemetry/bounds.ts";
import type { FileChange } from "#server/worker/telemetry/fileFacts.ts";
import { sentinelUsage, toSentinelEvents } from "#server/worker/telemetry/sentinels.ts";
import { toSentence } from "./codexFailure.ts";
import { parseCodexLine } from "./codexLines.ts";
import type { CodexItem } from "./codexLines.ts";
import { toTokenUsage } from "./threadUsage.ts";
import { boundCodexItem, CALL_TYPES, FileChangeItem, toTurnItems } from "./toTurnItem.ts";
import type { ItemPhase } from "./toTurnItem.ts";

export type CodexState = {
  threadId: string | null;
  /** Cumulative over the thread. */
  threadTotals: TokenUsage | null;
  usageRaw: unknown;
  sentinelUsage: TokenUsage | null;
  lastMessage: string | null;
  lastError: string | null;
  turnFailed: string | null;
  ranCommands: boolean;
  saidAnything: boolean;
  /** Calls that were announced and have not ended. */
  openCalls: ReadonlySet<string>;
};

export const freshCodexState: CodexState = {
  threadId: null,
  threadTotals: null,
  usageRaw: null,
  sentinelUsage: null,
  lastMessage: null,
  lastError: null,
  turnFailed: null,
  ranCommands: false,
  saidAnything: false,
  openCalls: new Set(),
};

export type LineResult = {
  state: CodexState;
  /** null = not a line of Codex. */
  events: RunEventBody[] | null;
  changes: FileChange[];
};

function itemEvents(item: CodexItem, phase: ItemPhase, turn: number): RunEventBody[] {
  const codex = boundCodexItem(item);
  const itemId = cutId(item.id);
  return toTurnItems(item, phase).map((turnItem) => ({
    type: "turn_item",
    turn,
    phase,
    itemId,
    item: turnItem,
    codex,
  }));
}

function fileChanges(item: CodexItem): FileChange[] {
  const parsed = item.type === "file_change" ? FileChangeItem.safeParse(item) : null;
  if (!parsed?.success || parsed.data.status === "failed" || parsed.data.status === "declined") return [];
  return parsed.data.changes.map(({ path, kind }) => ({ path, kind: kind === "delete" ? "deleted" : "written" }));
}

/** What a command printed, line by line: agents may report telemetry from inside their tools. */
function commandSentinels(item: CodexItem, turn: number): RunEventBody[] {
  const output = item.type === "command_execution" ? item.aggregated_output : null;
  if (typeof output !== "string" || !output.includes("__cody_event__")) return [];
  return output.split("\n").flatMap((line) => toSentinelEvents(line, turn));
}

function readItem(state: CodexState, item: CodexItem, at: { phase: ItemPhase; turn: number }): LineResult {
  const { phase, turn } = at;
  const openCalls = CALL_TYPES.has(item.type) ? new Set(state.openCalls) : null;
  // Some versions print file changes only when they are done: the call is then told with its output.
  const announced = !openCalls || phase !== "completed" || openCalls.delete(item.id);
  if (phase !== "completed") openCalls?.add(item.id);
  const sentinels = phase === "completed" ? commandSentinels(item, turn) : [];
  const isMessage = item.type === "agent_message" && typeof item.text === "string";
  return {
    state: {
      ...state,
      openCalls: openCalls ?? state.openCalls,
      saidAnything: true,
      ranCommands:
        state.ranCommands ||
        item.type === "mcp_tool_call" ||
        (item.type === "command_execution" && item.status !== "declined"),
      lastMessage: isMessage ? cutText(String(item.text), EVENT_TEXT_MAX_BYTES) : state.lastMessage,
      sentinelUsage: sentinelUsage(sentinels) ?? state.sentinelUsage,
    },
    events: [...(announced ? [] : itemEvents(item, "started", turn)), ...itemEvents(item, phase, turn), ...sentinels],
    changes: phase === "completed" ? fileChanges(item) : [],
  };
}

export function toRunEvents(line: string, state: CodexState, turn: number): LineResult {
  const parsed = parseCodexLine(line);
  const became = (next: Partial<CodexState>, events: RunEventBody[] = []): LineResult => ({
    state: { ...state, ...next },
    events,
    changes: [],
  });
  switch (parsed?.type) {
    case undefined:
      return { state, events: null, changes: [] };
    case "thread.started":
      return became({ threadId: parsed.thread_id });
    case "turn.started":
      return became({});
    case "turn.completed": {
      const usage = boundPayload(parsed.usage ?? null);
      const shown =
        typeof usage === "object" && !Array.isArray(usage) ? (usage as Record<string, unknown> | null) : null;
      return became({ threadTotals: toTokenUsage(parsed.usage) ?? state.threadTotals, usageRaw: usage }, [
        {
          type: "turn_item",
          turn,
          phase: "completed",
          itemId: "usage",
          item: { type: "usage", usage: shown },
          codex: usage,
        },
      ]);
    }
    case "turn.failed":
      return became({ turnFailed: parsed.error.message });
    case "error": {
      const message = cutMessage(toSentence(parsed.message));
      // Codex repeats the same notice for as long as the network is away.
      const repeated = message === state.lastError;
      return became({ lastError: message }, repeated ? [] : [{ type: "error", turn, code: "codex_error", message }]);
    }
    case "item.started":
      return readItem(state, parsed.item, { phase: "started", turn });
    case "item.updated":
      return readItem(state, parsed.item, { phase: "updated", turn });
    case "item.completed":
      return readItem(state, parsed.item, { phase: "completed", turn });
  }
}
