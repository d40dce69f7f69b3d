/** The one line that says what a run did last, for rows and readings; null = this event says nothing new. */
import type { RunEventBody } from "./runEvents.ts";
import { toCommandText } from "./commandText.ts";
import type { TurnItem } from "./turnItem.ts";

const ACTIVITY_MAX_CHARS = 160;

const TERMINAL_CODES =
  /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[\u0000-\u0008\u000b-\u001f\u007f]/g;

const lastLine = (text: string) =>
  text
    .replace(TERMINAL_CODES, "")
    .split("\n")
    .map((line) => line.trim())
    .findLast((line) => line !== "") ?? null;

function clip(text: string | null): string | null {
  const plain = text?.replace(TERMINAL_CODES, "") ?? null;
  return plain && plain.length > ACTIVITY_MAX_CHARS ? `${plain.slice(0, ACTIVITY_MAX_CHARS - 1)}…` : plain;
}

function itemActivity(item: TurnItem): string | null {
  switch (item.type) {
    case "message":
      return lastLine(item.content.map((part) => part.text).join("\n"));
    case "reasoning":
      return lastLine(item.summary.map((part) => part.text).join("\n"));
    case "local_shell_call":
      return toCommandText(item.action.command);
    case "function_call":
    case "custom_tool_call":
      return item.name;
    case "web_search_call":
      return `Searches ${item.query}`;
    case "function_call_output":
    case "custom_tool_call_output":
    case "usage":
    case "rate_limits":
    case "other":
      return null;
    default:
      item satisfies never;
      return null;
  }
}

export function toActivity(event: RunEventBody): string | null {
  switch (event.type) {
    case "run_started":
      return "Started";
    case "run_paused":
      return "Paused";
    case "run_resumed":
      return "Resumed";
    case "run_completed":
      return "Completed";
    case "run_cancelled":
      return "Cancelled";
    case "run_failed":
      return clip(event.error.message);
    case "turn_started":
      return event.try > 1 ? `Turn ${event.turn} started, try ${event.try}` : `Turn ${event.turn} started`;
    case "turn_completed":
      return `Turn ${event.turn} completed`;
    case "turn_failed":
      return clip(event.error.message);
    case "turn_item":
      return clip(itemActivity(event.item));
    case "subprocess_output":
      return clip(lastLine(event.text));
    case "file_written":
      return clip(`Wrote ${event.path}`);
    case "file_deleted":
      return clip(`Deleted ${event.path}`);
    case "worker_lost":
      return "Its worker was lost";
    case "run_recovered":
      return "Recovered on another worker";
    case "test_run_started":
      return clip(`Runs ${event.command}`);
    case "test_run_completed":
      return `Tests: ${event.summary.passed} passed, ${event.summary.failed} failed`;
    case "run_updated":
    case "output_skipped":
    case "file_read":
    case "log_updated":
    case "token_usage":
    case "rate_limits":
    case "error":
      return null;
    default:
      event satisfies never;
      return null;
  }
}
