/** What one item of a turn adds to the log. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import { toCommandText } from "#server/domain/commandText.ts";
import type { TurnItem } from "#server/domain/turnItem.ts";
import { formatMessage } from "#components/ui/format.ts";
import type { LogTag, TextLine } from "./logLine.ts";

export type ItemLine =
  | { kind: "text"; tag: LogTag; text: string; tone?: TextLine["tone"]; prose?: boolean }
  | { kind: "block"; tag: LogTag; title: string; body: string }
  /** A command or call that runs now … */
  | { kind: "begin"; title: string }
  /** … and how it ended. */
  | { kind: "end"; title: string; output: string; exitCode: number | null; failed: boolean };

type ItemEvent = RunEvent & { type: "turn_item" };

export function toItemLines(event: ItemEvent): ItemLine[] {
  const { item, phase } = event;
  switch (item.type) {
    case "message":
      if (phase !== "completed") return [];
      return [{ kind: "text", tag: "msg", prose: true, text: item.content.map((part) => part.text).join("\n") }];
    case "reasoning":
      if (phase !== "completed") return [];
      return [
        {
          kind: "text",
          tag: "think",
          prose: true,
          tone: "quiet",
          text: toThought(item.summary.map((part) => part.text).join("\n")),
        },
      ];
    case "local_shell_call":
      if (phase === "started") return [{ kind: "begin", title: toCommandText(item.action.command) }];
      return [];
    case "function_call":
      return phase === "started" ? [{ kind: "begin", title: `${item.name} ${item.arguments}` }] : [];
    case "function_call_output":
      return [
        {
          kind: "end",
          title: commandOf(event.codex) ?? "command",
          output: item.output.content,
          exitCode: item.output.exit_code ?? null,
          failed: item.output.success === false,
        },
      ];
    case "custom_tool_call":
      if (phase !== "started") return [];
      return [{ kind: "text", tag: "chg", tone: "quiet", text: `${item.name} ${toPatchText(item.input)}` }];
    case "custom_tool_call_output":
      // Files that changed stand in the log by themselves; only a patch that did not work is news.
      if (phase !== "completed" || firstLine(item.output) === "completed") return [];
      return [{ kind: "text", tag: "chg", tone: "bad", text: `patch ${firstLine(item.output)}` }];
    case "web_search_call":
      return phase === "completed" ? [{ kind: "text", tag: "cmd", text: `search the web: ${item.query}` }] : [];
    case "usage":
    case "rate_limits":
      return [];
    case "other":
      return toOtherLines(item);
  }
}

/** `["bash", "-lc", "npm test"]` reads as the command that somebody would type. */
function commandOf(codex: unknown): string | null {
  const command = typeof codex === "object" && codex !== null && "command" in codex ? codex.command : null;
  return typeof command === "string" ? command : null;
}

/** Thoughts come as a bold heading and a paragraph: here they are one line. */
function toThought(text: string): string {
  return text
    .replace(/\*\*(.+?)\*\*/g, "$1")
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join(" · ");
}

/** What a patch touches, when its input says so; else its first line. */
function toPatchText(input: string): string {
  const changes = changesOf(parseJson(input));
  return changes.length > 0 ? changes.join(", ") : firstLine(input);
}

function changesOf(patch: unknown): string[] {
  if (typeof patch !== "object" || patch === null || !("changes" in patch) || !Array.isArray(patch.changes)) return [];
  const words = patch.changes.map((change: unknown) =>
    typeof change === "object" && change !== null && "kind" in change && "path" in change
      ? [change.kind, change.path]
      : [],
  );
  // All of them or none: half of a list would be taken for the whole.
  return words.every((pair) => pair.length === 2 && pair.every((word) => typeof word === "string"))
    ? words.map((pair) => pair.join(" "))
    : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0] ?? "";
}

function toOtherLines(item: TurnItem & { type: "other" }): ItemLine[] {
  const payload = item.payload;
  if (item.kind === "error" && typeof payload === "object" && payload !== null && "message" in payload)
    return [{ kind: "text", tag: "sys", tone: "bad", prose: true, text: formatMessage(String(payload.message)) }];
  return [
    { kind: "block", tag: "sys", title: item.kind.replaceAll("_", " "), body: JSON.stringify(payload, null, 2) ?? "" },
  ];
}
