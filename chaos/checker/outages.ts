/** When a store as a whole was away or lost what it held, and what may be different because of it. */
import { type ChaosEvidence, type FaultNote, type RunEvidence, SETTLED } from "./evidence.ts";

type Faults = Pick<ChaosEvidence, "faults">;
type Span = { from: number; to: number };

/** From its fault on, until it answered again. */
export function outagesOf({ faults }: Faults, store: "postgres" | "redis"): Span[] {
  return faults
    .filter((fault) => fault.store === store && ["killStore", "freezeStore"].includes(fault.kind) && fault.pid !== null)
    .map(({ at, mendedAt }) => ({ from: at, to: mendedAt ?? Infinity }));
}

/** What is under way when a store goes away may take this much longer than the outage itself: a statement's time-out, a connection's. */
const AFTERWARDS_MS = 15_000;

export const isDuringOutage = (spans: Span[], { from, to }: Span): boolean =>
  spans.some((span) => from <= span.to + AFTERWARDS_MS && to >= span.from);

/** A trigger notes a move before it commits; a Postgres that stands still in between commits when it goes on. */
export const notedSince = (spans: Span[], at: number): number =>
  Math.min(at, ...spans.filter(({ from, to }) => from <= at && at <= to + AFTERWARDS_MS).map(({ from }) => from));

/** Redis writes to its disk every second: a kill costs it what came last. */
const LOSERS = ["killStore", "flush", "evict"];
const BEFORE_DISK_MS = 2_000;

/** The run had settled before Redis last lost something: from then on the archive serves it, and nobody gives Redis its stream again. */
export function settledBeforeLoss(run: Pick<RunEvidence, "moves">, { faults }: Faults): boolean {
  const settled = run.moves.find(({ status }) => SETTLED.includes(status.to));
  const losses = faults.filter((fault: FaultNote) => fault.store === "redis" && LOSERS.includes(fault.kind));
  return settled !== undefined && losses.some((fault) => settled.at <= (fault.mendedAt ?? Infinity) + BEFORE_DISK_MS);
}
