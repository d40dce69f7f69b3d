/** Events that are one line of the log, in words. */
import type { Actor } from "#server/domain/actor.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { stopWords } from "#server/domain/stopReasons.ts";
import { pauseLookOf } from "#components/runs/runStatusLook.ts";
import { formatBytes, formatCount, formatDuration, formatMessage } from "#components/ui/format.ts";
import type { LogTag, TextLine } from "./logLine.ts";

export type EventText = { tag: LogTag; text: string; tone?: TextLine["tone"]; prose?: boolean };

/** Those with more than one line, or that change lines already drawn, belong to the fold itself. */
type OneLine = Exclude<
  RunEvent["type"],
  | "turn_started"
  | "turn_completed"
  | "turn_failed"
  | "turn_item"
  | "subprocess_output"
  | "output_skipped"
  | "log_updated"
>;

const system = (text: string, tone: TextLine["tone"] = "quiet"): EventText => ({ tag: "sys", text, tone });
/** What the run did by itself nobody did. */
const by = (actor: Actor) => (actor.kind === "system" ? "" : ` by ${actor.name}`);

export function toSystemText(event: RunEvent & { type: OneLine }): EventText | null {
  switch (event.type) {
    case "run_started":
      return system("run started");
    case "run_updated":
      return system(`${event.changed.includes("status") ? event.status : event.changed.join(", ")}${by(event.actor)}`);
    case "run_paused":
      return system(
        `paused (${pauseLookOf(event.reason).label.toLowerCase()})${by(event.actor)}${event.note ? `: ${event.note}` : ""}`,
      );
    case "run_resumed":
      return system(`resumed${by(event.actor)}`);
    case "run_completed":
      return system(`run completed, ${event.outcome}. ${stopWords(event.stopReason).sentence}`, "plain");
    case "run_failed":
      return { ...system(`run failed. ${formatMessage(event.error.message)}`, "bad"), prose: true };
    case "run_cancelled":
      return system(`run cancelled${by(event.receipt.by)}${event.note ? `: ${event.note}` : ""}`, "plain");
    case "file_written":
      return { tag: "chg", text: `W ${event.path}  ${formatBytes(event.bytes)}` };
    case "file_deleted":
      return { tag: "chg", text: `D ${event.path}` };
    case "file_read":
      return { tag: "chg", text: `R ${event.path}  ${formatBytes(event.bytes)}`, tone: "quiet" };
    case "test_run_started":
      return { tag: "test", text: event.command };
    case "test_run_completed": {
      const { passed, failed, skipped } = event.summary;
      return {
        tag: "test",
        text: `${passed} passed, ${failed} failed, ${skipped} skipped in ${formatDuration(event.durationMs, { fine: true })}`,
        tone: failed > 0 || (event.exitCode ?? 0) !== 0 ? "bad" : "good",
      };
    }
    case "token_usage":
      return system(
        `${formatCount(event.totalTokens)} tokens (${formatCount(event.inputTokens)} in, ${formatCount(event.outputTokens)} out)`,
      );
    case "rate_limits":
      return system(
        `rate limits: ${event.windows.map((window) => `${window.name} ${Math.round(window.usedPercent)} %`).join(", ") || "none"}`,
      );
    case "error":
      return { ...system(formatMessage(event.message), "bad"), prose: true };
    case "worker_lost":
      return system(
        `worker ${event.workerId ?? "unknown"} was lost${event.left.length > 0 ? `, processes left: ${event.left.join(", ")}` : ""}`,
        "bad",
      );
    case "run_recovered":
      return system(`recovered by ${event.workerId}: ${event.did}`);
  }
}
