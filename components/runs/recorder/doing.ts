/** What an item says that happens this second. */
import { toActivity } from "#server/domain/activity.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { toCommandText } from "#server/domain/commandText.ts";
import { isCheck } from "./laneCalls.ts";
import type { Doing, LaneSpan, LaneTry, Verb } from "./lanesState.ts";

type ItemEvent = RunEvent & { type: "turn_item" };
type Now = Omit<Doing, "turn">;

/** null: it says nothing new about now. */
export function doingItem(event: ItemEvent, at: number): Now | null {
  const { item, phase } = event;
  const now = (verb: Verb, text: string): Now => ({ verb, text, line: "", since: at });
  switch (item.type) {
    case "message":
    case "reasoning":
      return now("think", toActivity(event) ?? "");
    case "local_shell_call":
      return phase === "started" ? now(isCheck(event) ? "check" : "run", toCommandText(item.action.command)) : null;
    case "function_call":
      return phase === "started" ? now("call", item.name) : null;
    case "custom_tool_call":
      if (phase !== "started") return null;
      return item.name === "apply_patch" ? now("edit", patchedFiles(item.input)) : now("call", item.name);
    case "web_search_call":
      return phase === "started" ? now("search", item.query) : null;
    default:
      return null;
  }
}

const verbs = { command: "run", test: "test", check: "check" } as const satisfies Record<LaneSpan["kind"], Verb>;

/** After one thing ended: what still runs beside it, else the model has the word. */
export function doingAfter(running: LaneTry | null, at: number): Now {
  const span = running?.spans.findLast((one) => one.to === null);
  if (span) return { verb: verbs[span.kind], text: span.text, line: "", since: span.from };
  // A harness that never said what it does is not known to think.
  const verb = running?.spans.some((one) => one.kind === "command") ? "think" : "work";
  return { verb, text: "", line: "", since: at };
}

/** The last line that a command has printed while it runs, when Codex tells it. */
export function runningOutput({ item, phase, turn, codex }: ItemEvent): string | null {
  if (item.type !== "local_shell_call" || phase !== "updated") return null;
  const told =
    typeof codex === "object" && codex !== null && "aggregated_output" in codex ? codex.aggregated_output : "";
  if (typeof told !== "string") return null;
  return toActivity({ type: "subprocess_output", turn, stream: "stdout", text: told, offset: 0 });
}

/** The names of the files that a patch touches, when it says so. */
function patchedFiles(input: string): string {
  try {
    const patch: unknown = JSON.parse(input);
    if (typeof patch !== "object" || patch === null || !("changes" in patch) || !Array.isArray(patch.changes))
      return "";
    const paths = (patch.changes as { path?: unknown }[]).map((change) =>
      typeof change?.path === "string" ? (change.path.split("/").at(-1) ?? "") : "",
    );
    return paths.filter(Boolean).join(", ");
  } catch {
    return "";
  }
}
