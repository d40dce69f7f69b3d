/** What the now line says: what happens, in a verb, or why nothing does. */
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import type { Doing, Verb } from "./lanesState.ts";
import type { RecorderTurn } from "./recorderTurns.ts";

export type NowWords = {
  verb: Verb | "wait" | "cancel";
  /** `Turn 12, testing`; short where there is no room. */
  lead: string;
  short: string;
  /** What it is done with, in the face of code or of prose. */
  text: string;
  code: boolean;
  /** The last line of its output. */
  line: string;
  /** What the seconds count: since then, or until then. */
  since: number | null;
  until: number | null;
};

const doings = {
  start: { says: "starting", code: false },
  work: { says: "working", code: false },
  think: { says: "thinking", code: false },
  run: { says: "running a command", code: true },
  test: { says: "testing", code: true },
  check: { says: "checking", code: true },
  call: { says: "calling a tool", code: true },
  edit: { says: "changing files", code: true },
  search: { says: "searching the web", code: false },
} as const satisfies Record<Verb, { says: string; code: boolean }>;

/** null once the run has settled: nothing happens any more. A paused run has a notice in its place. */
export function toNowWords(
  run: Pick<RunSnapshot, "status" | "waiting" | "currentTurn" | "lastActivity" | "stopAfterTurn">,
  facts: { doing: Doing | null; last: RecorderTurn | null },
): NowWords | null {
  const { doing, last } = facts;
  if (isSettled(run.status)) return null;
  const running = last?.to === null ? last : null;
  if (run.status === "cancelling")
    return calm("cancel", running ? `Cancelling turn ${running.turn}` : "Cancelling", {
      text: "Every process of the turn is being ended.",
    });
  if (running && doing?.turn === running.turn) return toDoing(doing);
  if (running)
    return {
      ...calm("work", `Turn ${running.turn}, working`, { since: running.from }),
      short: "Working",
      line: run.lastActivity.text,
    };
  return toWaiting(run, last);
}

function toDoing(doing: Doing): NowWords {
  const { says, code } = doings[doing.verb];
  return {
    verb: doing.verb,
    lead: `Turn ${doing.turn}, ${says}`,
    short: says.charAt(0).toUpperCase() + says.slice(1),
    text: doing.text,
    code,
    line: doing.line,
    since: doing.since,
    until: null,
  };
}

function toWaiting(run: Parameters<typeof toNowWords>[0], last: RecorderTurn | null): NowWords {
  const { waiting } = run;
  const next = nextTurn(run, last);
  const lead = next === last?.turn ? `Waiting to try turn ${next} again` : `Waiting for turn ${next}`;
  const until = waiting?.until ? Date.parse(waiting.until) : null;
  const text =
    waiting?.text ?? (run.status === "queued" ? "It begins when a worker takes it." : "It is being prepared.");
  return { ...calm("wait", lead, { text, since: last?.to ?? null }), short: "Waiting", until };
}

function calm(
  verb: NowWords["verb"],
  lead: string,
  { text = "", since = null }: { text?: string; since?: number | null },
): NowWords {
  return { verb, lead, short: lead, text, code: false, line: "", since, until: null };
}

/** A turn that is tried again keeps its number. */
export function nextTurn(run: Pick<RunSnapshot, "waiting" | "currentTurn">, last: RecorderTurn | null): number {
  if (!last) return Math.max(1, run.currentTurn);
  const again = run.waiting?.code === "backoff" || last.state === "interrupted";
  return again ? last.turn : last.turn + 1;
}
