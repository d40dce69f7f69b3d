/** Tells the events that this version knows from those that a newer one wrote: cheap, for readers who take thousands. */
import type { RunEvent, StoredEvent } from "./runEvents.ts";
import type { TurnItem } from "./turnItem.ts";

/** What an event of each type cannot be without; the writer's schema says more, and fields are added, never renamed. */
const required = {
  run_started: ["config"],
  run_updated: ["status", "changed", "actor"],
  run_paused: ["reason", "actor"],
  run_resumed: ["actor"],
  run_completed: ["outcome", "stopReason"],
  run_failed: ["error"],
  run_cancelled: ["reason", "receipt"],
  turn_started: ["turn", "try"],
  turn_completed: ["turn", "durationMs"],
  turn_failed: ["turn", "try", "error"],
  turn_item: ["turn", "phase", "itemId", "item"],
  subprocess_output: ["turn", "stream", "text", "offset"],
  output_skipped: ["turn", "stream", "offset", "bytes"],
  file_written: ["turn", "path", "bytes"],
  file_read: ["turn", "path", "bytes"],
  file_deleted: ["turn", "path"],
  log_updated: ["turn", "kind", "delta"],
  test_run_started: ["turn", "command"],
  test_run_completed: ["turn", "command", "summary"],
  token_usage: ["turn", "totalTokens"],
  rate_limits: ["turn", "windows"],
  error: ["code", "message"],
  worker_lost: ["left"],
  run_recovered: ["workerId", "did"],
} as const satisfies { [Type in RunEvent["type"]]: readonly (keyof Extract<RunEvent, { type: Type }>)[] };

const items: Record<string, true> = {
  message: true,
  reasoning: true,
  local_shell_call: true,
  function_call: true,
  function_call_output: true,
  custom_tool_call: true,
  custom_tool_call_output: true,
  web_search_call: true,
  usage: true,
  rate_limits: true,
  other: true,
} satisfies Record<TurnItem["type"], true>;

/** An item that only a newer writer knows is one of those that are kept and named. */
function toKnownItem(item: unknown): unknown {
  if (typeof item !== "object" || item === null || !("type" in item) || typeof item.type !== "string") return item;
  return Object.hasOwn(items, item.type) ? item : { type: "other", kind: item.type, payload: item };
}

/** The event by its type, or null for one that is shown as it stands. */
export function toKnownEvent(event: StoredEvent): RunEvent | null {
  const fields: readonly string[] | undefined = Object.hasOwn(required, event.type)
    ? required[event.type as RunEvent["type"]]
    : undefined;
  if (!fields?.every((field) => event[field] !== undefined)) return null;
  if (event.type !== "turn_item") return event as unknown as RunEvent;
  const item = toKnownItem(event.item);
  return (item === event.item ? event : { ...event, item }) as unknown as RunEvent;
}
