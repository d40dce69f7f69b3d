/** What a run page says in its banner: why the run stands still or ended, in words, with the next step. */
import type { RunSnapshot, WaitingCode } from "#server/domain/run.ts";
import type { PauseReason } from "#server/domain/run.ts";
import { stopReasons, type StopReason } from "#server/domain/stopReasons.ts";
import { formatMessage } from "#components/ui/format.ts";
import type { BannerTone } from "#components/ui/Banner.tsx";
import { outcomeLook } from "#components/runs/runStatusLook.ts";

export type RunNotice = { tone: BannerTone; title: string; text: string; next: string };

const pauses = {
  manual: { title: "Paused.", next: "Resume to go on with the next turn." },
  error: { title: "Paused after an error.", next: "Read the end of the log, then resume." },
  quota: { title: "Paused: the quota is used up.", next: "It goes on when the quota is back." },
  budget: { title: "Paused: the budget is used up.", next: "Resume to go on, or stop here." },
  attention: { title: "Paused: it asks for an answer.", next: "Read the last message, then resume." },
} as const satisfies Record<PauseReason, { title: string; next: string }>;

const waits = {
  no_worker: "Start a worker.",
  limit: "It starts by itself when a place is free.",
  delay: "It goes on by itself.",
  backoff: "It tries again by itself.",
  quota: "It goes on by itself.",
  host_away: "Start the worker on that host again.",
} as const satisfies Record<WaitingCode, string>;

export function toRunNotice(run: RunSnapshot): RunNotice | null {
  if (run.error)
    return {
      tone: "danger",
      title: run.status === "failed" ? "Failed." : "Error.",
      text: formatMessage(run.error.message),
      next: run.stopReason ? stopReasons[run.stopReason].next : "",
    };
  if (run.status === "paused" || run.status === "pausing") {
    if (run.status === "pausing")
      return { tone: "warning", title: "Pausing.", text: "The turn finishes first.", next: "Resume takes it back." };
    const pause = pauses[run.pause?.reason ?? "manual"];
    return { tone: "warning", title: pause.title, text: run.pause?.note ?? "", next: pause.next };
  }
  if (run.stopReason) return toStopNotice(run, run.stopReason);
  if (run.status === "cancelling")
    return { tone: "plain", title: "Cancelling.", text: "Every process of the turn is being ended.", next: "" };
  if (run.waiting) return { tone: "plain", title: "Waiting.", text: run.waiting.text, next: waits[run.waiting.code] };
  if (run.stopAfterTurn) return { tone: "plain", title: "Stops after this turn.", text: "", next: "" };
  return null;
}

function toStopNotice(run: RunSnapshot, reason: StopReason): RunNotice {
  const { sentence, next } = stopReasons[reason];
  const tone = run.outcome === "verified" ? "positive" : run.outcome === "empty" ? "warning" : "plain";
  const turns = `${run.stats.turns} ${run.stats.turns === 1 ? "turn" : "turns"}`;
  if (run.status !== "completed") return { tone: "plain", title: sentence, text: "", next };
  const outcome = run.outcome ? outcomeLook[run.outcome].says : "";
  return { tone, title: `Done after ${turns}.`, text: [sentence, outcome].join(" ").trim(), next };
}
