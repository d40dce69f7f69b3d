/** What a run page says instead of what happens now: why the run stands still or ended, in words, with the next step. */
import type { PauseReason } from "#server/domain/pauseReasons.ts";
import type { RunSnapshot, WaitingCode } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { type StopReason, stopWords } from "#server/domain/stopReasons.ts";
import { formatDuration, formatMessage, formatPlural } from "#components/ui/format.ts";
import type { BannerTone } from "#components/ui/Banner.tsx";
import { outcomeLookOf } from "#components/runs/runStatusLook.ts";
import { toEnding } from "#components/runs/toEnding.ts";

/** A button on the banner; what always may be done with a run stands in its header. */
export type NoticeWay = "log-error" | "log" | "message" | "more-budget" | "receipt" | "start-worker";

export type RunNotice = {
  tone: BannerTone;
  title: string;
  text: string;
  /** Changes each second: seen, and not read out again and again. */
  lasting?: string;
  next: string;
  ways: readonly NoticeWay[];
};

const pauses = {
  manual: { title: "Paused.", next: "Resume to go on with the next turn.", ways: [] },
  error: { title: "Paused after an error.", next: "Read the end of the log, then resume.", ways: ["log-error"] },
  quota: { title: "Paused: the quota is used up.", next: "It goes on when the quota is back.", ways: [] },
  budget: {
    title: "Paused: the time budget is used up.",
    next: "Go on with a fifth more, or stop here.",
    ways: ["more-budget"],
  },
  attention: {
    title: "Paused: it asks for an answer.",
    next: "Read the last message, then resume.",
    ways: ["message"],
  },
} as const satisfies Record<PauseReason, { title: string; next: string; ways: readonly NoticeWay[] }>;

/** What does not go on by itself; every other wait is said where otherwise stands what happens now. */
const stuck: Partial<Record<WaitingCode, string>> = {
  no_worker: "Start one:",
  host_away: "Start the worker on that host again:",
};

export function toRunNotice(run: RunSnapshot): RunNotice | null {
  if (run.status === "paused") return toPauseNotice(run);
  if (run.error)
    return {
      tone: "danger",
      title: run.status === "failed" ? "Failed." : "Error.",
      text: formatMessage(run.error.message),
      next: run.stopReason ? stopWords(run.stopReason).next : "",
      ways: ["log-error"],
    };
  if (run.stopReason && isSettled(run.status)) return toStopNotice(run, run.stopReason);
  const start = run.waiting ? stuck[run.waiting.code] : undefined;
  if (run.waiting?.code === "no_worker" && run.held)
    return { tone: "warning", title: run.waiting.text, text: "", next: "", ways: [] };
  if (run.waiting && start !== undefined)
    return { tone: "danger", title: run.waiting.text, text: "", next: start, ways: ["start-worker"] };
  return null;
}

function toPauseNotice({ pause, error }: RunSnapshot): RunNotice {
  const reason = pause?.reason ?? "manual";
  const { title, next, ways } = Object.hasOwn(pauses, reason)
    ? pauses[reason]
    : { title: `Paused (${String(reason)}).`, next: "Read the end of the log, then resume.", ways: ["log"] as const };
  const text = pause?.note ?? (pause?.reason === "error" && error ? formatMessage(error.message) : "");
  return { tone: "warning", title, text, next, ways };
}

function toStopNotice(run: RunSnapshot, reason: StopReason): RunNotice {
  const { sentence, next } = stopWords(reason);
  if (run.status === "cancelled")
    return { tone: "plain", title: sentence, text: run.receipt ? toEnding(run.receipt) : "", next, ways: ["receipt"] };
  if (run.status !== "completed") return { tone: "plain", title: sentence, text: "", next, ways: [] };
  const tone = run.outcome === "verified" ? "positive" : run.outcome === "empty" ? "warning" : "plain";
  const outcome = run.outcome ? outcomeLookOf(run.outcome).says : "";
  const nothing = run.outcome === "empty" || run.outcome === "no-op";
  return {
    tone,
    title: `Done after ${formatPlural(run.stats.turns, "turn")}.`,
    text: [sentence, outcome].join(" ").trim(),
    next,
    ways: nothing && run.stats.turns > 0 ? ["message"] : [],
  };
}

const OUTPUT_LATE_MS = 5_000; // an agent that starts says something within that
const QUIET_MS = 180_000; // builds and test suites are silent for a minute or two

/** What is odd about now although nothing went wrong: said when it lasts, taken back when it ends. */
export function toOddity(
  run: Pick<RunSnapshot, "status" | "waiting" | "lastActivity">,
  facts: { now: number; harness: string; doing: { verb: string; text: string; since: number } | null; end: boolean },
): RunNotice | null {
  const { doing, now, harness } = facts;
  if (run.status !== "running" || run.waiting || !doing || facts.end) return null;
  const started = now - doing.since;
  if (doing.verb === "start")
    return started < OUTPUT_LATE_MS
      ? null
      : {
          tone: "signal",
          title: `${harness} has started,`,
          text: "no output yet.",
          lasting: `For ${formatDuration(started)}.`,
          next: "",
          ways: [],
        };
  const quiet = now - Date.parse(run.lastActivity.at);
  if (!(quiet >= QUIET_MS)) return null;
  return {
    tone: "warning",
    title: `Nothing new for ${formatPlural(Math.floor(quiet / 60_000), "minute")}.`,
    text: doing.text
      ? `Still ${doing.verb === "think" ? "thinking" : "running"}: ${doing.text}`
      : "The turn still runs.",
    next: "",
    ways: ["log"],
  };
}
