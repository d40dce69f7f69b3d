/** Test runs that a turn reported: a command that is one moves to their lane, else they stand there by themselves. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import { doingAfter } from "./doing.ts";
import { replaceTry, runningTry, type Draft } from "./laneDraft.ts";
import type { LaneSpan } from "./lanesState.ts";

/** A report from inside a command is read with its output, which is just after its end. */
const LATE_MS = 2_000;

type Started = RunEvent & { type: "test_run_started" };
type Completed = RunEvent & { type: "test_run_completed" };

export function startTest(draft: Draft, event: Started, at: number): void {
  const { turn, command: text } = event;
  const known = placeOf(draft, event, at);
  const span = runningTry(draft, turn)?.spans[known];
  if (span) changeSpan(draft, { turn, index: known }, { kind: "test" });
  else addSpan(draft, turn, { id: `test_${event.seq}`, kind: "test", text, from: at, to: null, failed: null });
  const isNow = span ? span.to === null : draft.doing?.verb !== "run";
  if (draft.doing && isNow) draft.doing = { ...draft.doing, verb: "test", text, since: span?.from ?? at };
}

export function endTest(draft: Draft, event: Completed, at: number): void {
  const { turn, summary, command: text, exitCode } = event;
  const failed = summary.failed > 0 || (exitCode !== null && exitCode !== 0);
  const from = Math.max(runningTry(draft, turn)?.from ?? at, at - event.durationMs);
  const known = placeOf(draft, event, from);
  const span = runningTry(draft, turn)?.spans[known];
  draft.tested = { turn, ...summary };
  if (!span) return addSpan(draft, turn, { id: `test_${event.seq}`, kind: "test", text, from, to: at, failed });
  const reported = span.id.startsWith("test_");
  changeSpan(
    draft,
    { turn, index: known },
    {
      kind: "test",
      failed: failed || span.failed === true,
      ...(reported && { to: at }), // a command ends when it says so itself
    },
  );
  if (reported && draft.doing?.verb === "test") draft.doing = { turn, ...doingAfter(runningTry(draft, turn), at) };
}

/** The span of that command that was there at that time or later, or -1. */
function placeOf(draft: Draft, event: Started | Completed, at: number): number {
  const spans = runningTry(draft, event.turn)?.spans ?? [];
  const sought = event.command.trim();
  return spans.findLastIndex(
    (span) => span.kind !== "check" && (span.to ?? Infinity) >= at - LATE_MS && isThat(span.text.trim(), sought),
  );
}

/** `cd web && npm test` is the test run that calls itself `npm test`. */
function isThat(text: string, sought: string): boolean {
  return text === sought || (sought !== "" && text.includes(sought));
}

function addSpan(draft: Draft, turn: number, span: LaneSpan): void {
  replaceTry(draft, turn, (running) => ({ ...running, spans: [...running.spans, span] }));
}

function changeSpan(draft: Draft, at: { turn: number; index: number }, change: Partial<LaneSpan>): void {
  replaceTry(draft, at.turn, (running) => {
    const span = running.spans[at.index];
    return span ? { ...running, spans: running.spans.with(at.index, { ...span, ...change }) } : running;
  });
}
