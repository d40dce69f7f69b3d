/** What a row says a run does: why it waits, stands still or ended, else what it did last. */
import type { PauseReason } from "#server/domain/pauseReasons.ts";
import type { RunSummary, Waiting } from "#server/domain/run.ts";
import { stopReasons } from "#server/domain/stopReasons.ts";
import { toEnding } from "#components/runs/toEnding.ts";
import { formatMessage } from "#components/ui/format.ts";

/** Where nobody wrote down more. Another version may know more reasons. */
const pauseTexts: Record<string, string> = {
  manual: "Resume it to go on",
  attention: "Asks for an answer: read its last message",
  budget: "The time budget is used up",
  error: "Stopped after an error",
  quota: "Goes on when the quota is back",
} satisfies Record<PauseReason, string>;

/** Between two turns what it did last says more than that it waits a moment. */
export function tellsWait(run: RunSummary): run is RunSummary & { waiting: Waiting } {
  if (!run.waiting) return false;
  return run.status === "queued" || (run.waiting.code !== "delay" && run.waiting.code !== "backoff");
}

export function toActivityText(run: RunSummary): string {
  return toSentence(run).replace(/\.$/, "");
}

function toSentence(run: RunSummary): string {
  const { status, pause, error, receipt, stopReason } = run;
  if (tellsWait(run)) return run.waiting.text;
  if (status === "paused" && pause?.note) return pause.note;
  if (status === "paused" && error) return formatMessage(error.message);
  if (status === "paused") return pauseTexts[pause?.reason ?? "manual"] ?? run.lastActivity.text;
  if (status === "failed" && error) return formatMessage(error.message);
  if (status === "cancelled" && receipt) return toEnding(receipt);
  if (status === "completed" && stopReason && stopReason in stopReasons) return stopReasons[stopReason].sentence;
  return run.lastActivity.text;
}
