/** The turns that the recorder draws: what the run's record says of each, and what its events say, put together. */
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import type { LaneTry, LaneTurn, TryState } from "./lanesState.ts";

export type RecorderTurn = {
  turn: number;
  /** When the turn before ended; for the first one, when the run was asked for. */
  waitFrom: number;
  from: number;
  /** null = it runs. */
  to: number | null;
  state: TryState;
  /** One of its tries failed; an interruption on request is none. */
  broke: boolean;
  /** Empty while its events are not here: what filled it is then unknown. */
  tries: readonly LaneTry[];
  tokens: number | null;
};

export function toRecorderTurns(
  run: Pick<RunSnapshot, "createdAt" | "settledAt">,
  views: readonly TurnView[],
  lanes: readonly LaneTurn[],
): RecorderTurn[] {
  const viewOf = new Map(views.map((view) => [view.turn, view]));
  const laneOf = new Map(lanes.map((lane) => [lane.turn, lane]));
  const numbers = [...new Set([...viewOf.keys(), ...laneOf.keys()])].sort((a, b) => a - b);
  let before = Date.parse(run.createdAt);
  return numbers.map((turn) => {
    const met = toTurn(turn, viewOf.get(turn), laneOf.get(turn));
    // A run that has ended runs no turn, whatever is missing in its log.
    const ended = met.to === null && run.settledAt !== null;
    const from = Math.max(met.from, before);
    const to = ended ? Date.parse(run.settledAt ?? "") : met.to;
    const drawn: RecorderTurn = {
      ...met,
      waitFrom: before,
      from,
      to: to === null ? null : Math.max(to, from),
      state: ended ? "unknown" : met.state,
    };
    before = drawn.to ?? from;
    return drawn;
  });
}

/** Events say when the child ran, the record says what they lack. */
function toTurn(turn: number, view?: TurnView, lane?: LaneTurn): Omit<RecorderTurn, "waitFrom"> {
  const first = lane?.tries[0];
  const last = lane?.tries.at(-1);
  const record = toRecord(view);
  const known = view && last && view.try < last.try ? null : record; // a newer try than the record that was read
  const tries = lane?.tries ?? [];
  const from = first && !(first.late && record) ? first.from : (record?.from ?? 0);
  const to = last?.to ?? known?.to ?? null;
  const state =
    last && last.state !== "running" && last.state !== "unknown" ? last.state : (known?.state ?? last?.state);
  return {
    turn,
    from,
    to,
    state: to !== null && state === "running" ? "unknown" : (state ?? "unknown"),
    broke: state === "failed" || tries.some((one) => one.state === "failed"),
    tries,
    tokens: view?.usage?.totalTokens ?? lane?.tokens ?? null,
  };
}

function toRecord(view: TurnView | undefined): { from: number; to: number | null; state: TryState } | null {
  if (!view) return null;
  const interrupted = view.status === "failed" && view.error?.code === "interrupted";
  return {
    from: Date.parse(view.startedAt),
    to: view.endedAt === null ? null : Date.parse(view.endedAt),
    state: interrupted ? "interrupted" : view.status,
  };
}

/** The end of what can be drawn: the run's own end, else now, and never before what was already seen. */
export function recorderEnd(run: Pick<RunSnapshot, "settledAt">, now: number, lastAt: number): number {
  return run.settledAt ? Date.parse(run.settledAt) : Math.max(now, lastAt);
}
