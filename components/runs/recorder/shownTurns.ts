/** Which turns are drawn at once when there are very many: the newest, or those around the one that is looked at. */
import type { RecorderTurn } from "./recorderTurns.ts";

const SHOWN_MAX = 200; // a picture of more has more elements than it has use

/** `until`: the last turn that somebody paged to; null = the newest. */
export function shownTurns(
  turns: readonly RecorderTurn[],
  wanted: { until: number | null; scope: number | null },
): { shown: readonly RecorderTurn[]; earlier: number; later: number } {
  const end = endOf(turns, wanted);
  const start = Math.max(0, end - SHOWN_MAX);
  return {
    shown: start === 0 && end === turns.length ? turns : turns.slice(start, end),
    earlier: start,
    later: turns.length - end,
  };
}

function endOf(
  turns: readonly RecorderTurn[],
  { until, scope }: { until: number | null; scope: number | null },
): number {
  const least = Math.min(SHOWN_MAX, turns.length);
  const placeOf = (turn: number) => turns.findLastIndex((one) => one.turn <= turn) + 1;
  if (until !== null) return Math.max(least, placeOf(until));
  const scoped = scope === null ? turns.length : placeOf(scope);
  if (scoped > turns.length - SHOWN_MAX) return turns.length;
  return Math.max(least, Math.min(turns.length, scoped + SHOWN_MAX / 2));
}
