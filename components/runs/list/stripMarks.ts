/** Where each run stands on the strip of the last hours: x is its end, the height its duration. */
import type { RunSummary } from "#server/domain/run.ts";
import type { StripRun } from "#server/domain/stripRun.ts";
import { isSettled, type RunStatus } from "#server/domain/runStatus.ts";
import type { Outcome } from "#server/domain/outcome.ts";

export const STRIP_SPANS = { "6h": 6, "24h": 24, "7d": 168 } as const;
export type StripSpan = keyof typeof STRIP_SPANS;

export const STRIP_KINDS = [
  "verified",
  "changed",
  "no-op",
  "empty",
  "unknown",
  "cancelled",
  "failed",
  "active",
] as const satisfies (Outcome | RunStatus | "active")[];
export type StripKind = (typeof STRIP_KINDS)[number];

export type StripMark = {
  run: StripRun;
  kind: StripKind;
  /** Shares of the strip's width and height, 0 to 1; `from` is the start, cut at the left edge. */
  from: number;
  x: number;
  y: number;
  durationMs: number;
};

/** What a mark says by its shape and colour. */
export function kindOf(run: StripRun): StripKind {
  if (!isSettled(run.status)) return "active";
  if (run.status === "failed" || run.status === "cancelled") return run.status;
  return run.outcome ?? "unknown";
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TOPS = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 720, 1440, 2880].map((minutes) => minutes * MINUTE);

/** A top that halves into a round number. */
function toTop(longestMs: number): number {
  return TOPS.find((top) => top >= longestMs) ?? Math.ceil(longestMs / (48 * HOUR)) * 48 * HOUR;
}

/** What ended in the span or goes on; the longest of them sets the height. */
export function toStripMarks(
  runs: readonly StripRun[],
  { now, hours }: { now: number; hours: number },
): { marks: StripMark[]; topMs: number; counts: Record<StripKind, number> } {
  const width = hours * HOUR;
  const left = now - width;
  const timed = runs
    .map((run) => {
      const start = Date.parse(run.startedAt);
      const end = run.settledAt ? Date.parse(run.settledAt) : now;
      return { run, start, end, kind: kindOf(run), durationMs: Math.max(0, end - start) };
    })
    .filter(({ end }) => end >= left);
  const topMs = toTop(Math.max(0, ...timed.map(({ durationMs }) => durationMs)));
  const share = (at: number) => Math.min(1, Math.max(0, (at - left) / width));
  const counts = Object.fromEntries(STRIP_KINDS.map((kind) => [kind, 0])) as Record<StripKind, number>;
  for (const { kind } of timed) counts[kind] += 1;
  const marks = timed.map(({ run, start, end, kind, durationMs }) => {
    return { run, kind, from: share(start), x: share(end), y: durationMs / topMs, durationMs };
  });
  return { marks: marks.sort((one, other) => one.x - other.x), topMs, counts };
}

/** The strip after the feed told of changes; runs that no worker took are not on it. */
export function withRuns(strip: readonly StripRun[], runs: readonly RunSummary[]): StripRun[] {
  const marks = new Map(strip.map((run) => [run.runId, run]));
  for (const { runId, number, name, status, outcome, startedAt, settledAt } of runs) {
    const known = marks.get(runId);
    if (known && isSettled(known.status) && !isSettled(status)) continue; // an older word
    if (startedAt !== null) marks.set(runId, { runId, number, name, status, outcome, startedAt, settledAt });
  }
  return [...marks.values()];
}

const EDGE = 0.02; // half a label is not cut off
const NOW_EDGE = 0.05; // the time of now has its place for itself
const STEP_HOURS = { "6h": 1, "24h": 3, "7d": 24 } as const satisfies Record<StripSpan, number>;

/** Round times of the viewer's own clock. `offsetMs`: how far it is ahead of UTC. */
export function toStripTicks(
  span: StripSpan,
  { now, offsetMs }: { now: number; offsetMs: number },
): { at: number; x: number }[] {
  const width = STRIP_SPANS[span] * HOUR;
  const step = STEP_HOURS[span] * HOUR;
  const ticks = [];
  const first = Math.ceil((now - width + offsetMs) / step) * step - offsetMs;
  for (let at = first; at < now; at += step) {
    const x = 1 - (now - at) / width;
    if (x >= EDGE && x <= 1 - NOW_EDGE) ticks.push({ at, x });
  }
  return ticks;
}
