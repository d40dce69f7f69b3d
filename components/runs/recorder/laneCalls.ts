/** Which items of a turn begin or end a span of the recorder. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import { toCommandText } from "#server/domain/commandText.ts";
import type { LaneSpan } from "./lanesState.ts";

type Call =
  | { kind: "begin"; span: Pick<LaneSpan, "id" | "kind" | "text"> }
  | { kind: "end"; failed: boolean; exitCode: number | null; check: boolean };

type ItemEvent = RunEvent & { type: "turn_item" };

/** Codi's own check is an item that Codex never printed. */
export const isCheck = ({ itemId, codex }: ItemEvent) => itemId.startsWith("check_") && codex === null;

export function toCall(event: ItemEvent): Call | null {
  const { item, phase, itemId: id } = event;
  const check = isCheck(event);
  switch (item.type) {
    case "local_shell_call": {
      if (phase === "started")
        return {
          kind: "begin",
          span: { id, kind: check ? "check" : "command", text: toCommandText(item.action.command) },
        };
      if (phase === "completed") return { kind: "end", failed: item.status !== "completed", exitCode: null, check };
      return null;
    }
    case "function_call":
      return phase === "started" ? { kind: "begin", span: { id, kind: "command", text: item.name } } : null;
    case "function_call_output":
      return {
        kind: "end",
        failed: item.output.success === false || (item.output.exit_code ?? 0) !== 0,
        exitCode: item.output.exit_code ?? null,
        check,
      };
    default:
      return null;
  }
}
