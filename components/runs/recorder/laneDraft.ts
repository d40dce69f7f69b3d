/** The lanes while they are being folded: tries are entered and ended, spans opened and closed. */
import type { LanesState, LaneSpan, LaneTry, LaneTurn, TryState } from "./lanesState.ts";

/** Its fields are replaced, never what stands in them: readers compare turns by identity. */
export type Draft = { -readonly [Key in keyof LanesState]: LanesState[Key] };

export function toDraft(state: LanesState): Draft {
  return { ...state };
}

export function enterTry(draft: Draft, turn: number, begun: Pick<LaneTry, "try" | "from" | "late">): void {
  const entered: LaneTry = { ...begun, to: null, state: "running", spans: [] };
  const last = draft.turns.at(-1);
  draft.turns =
    last?.turn === turn
      ? draft.turns.with(-1, { ...last, tries: [...last.tries, entered] })
      : [...draft.turns, { turn, tries: [entered], tokens: null }];
}

/** The try that runs now, when it belongs to that turn. */
export function runningTry(draft: Draft, turn: number): LaneTry | null {
  const last = draft.turns.at(-1);
  const running = last?.turn === turn ? last.tries.at(-1) : undefined;
  return running?.to === null ? running : null;
}

/** Whatever still ran in it died with it. */
export function endTry(draft: Draft, turn: number, end: { state: TryState; to: number }): void {
  replaceTry(draft, turn, (running) => ({
    ...running,
    ...end,
    spans: running.spans.some((span) => span.to === null)
      ? running.spans.map((span) => (span.to === null ? { ...span, to: end.to } : span))
      : running.spans,
  }));
}

/** Ends what runs without anybody having said so. */
export function closeAll(draft: Draft, to: number): void {
  const last = draft.turns.at(-1);
  if (last && runningTry(draft, last.turn)) endTry(draft, last.turn, { state: "unknown", to });
}

export function openSpan(draft: Draft, turn: number, span: Omit<LaneSpan, "to" | "failed">): void {
  replaceTry(draft, turn, (running) => ({
    ...running,
    spans: [...running.spans, { ...span, to: null, failed: null }],
  }));
}

/** One that never began ended at once. */
export function closeSpan(draft: Draft, turn: number, end: { id: string; to: number; failed: boolean }): void {
  const { id, to, failed } = end;
  replaceTry(draft, turn, (running) => {
    const index = running.spans.findLastIndex((span) => span.id === id && span.to === null);
    const span = running.spans[index];
    if (span)
      return { ...running, spans: running.spans.with(index, { ...span, to, failed: failed || span.failed === true }) };
    if (running.spans.some((one) => one.id === id)) return running;
    const atOnce: LaneSpan = { id, kind: "command", text: "", from: to, to, failed };
    return { ...running, spans: [...running.spans, atOnce] };
  });
}

export function replaceTry(draft: Draft, turn: number, change: (running: LaneTry) => LaneTry): void {
  const running = runningTry(draft, turn);
  const last: LaneTurn | undefined = draft.turns.at(-1);
  if (running && last) draft.turns = draft.turns.with(-1, { ...last, tries: last.tries.with(-1, change(running)) });
}
