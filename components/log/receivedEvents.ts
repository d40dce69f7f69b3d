/** Every event of one run that reached this page: in order, each once, old output without its text, with what is missing counted. */
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { Gap } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";

type SeqRange = { from: number; to: number };

export type RunEvents = {
  /** Ordered by seq, each seq once. Never changed in place. */
  events: readonly StoredEvent[];
  /** Events whose text is not here: ordered, none of them among the others. */
  passages: readonly OutputPassage[];
  /** Stretches that the server says are gone. */
  gaps: readonly Gap[];
  /** The last seq that is accounted for. */
  last: number;
  /** How many of 1..last are here, with or without their text, and how many are not. */
  here: number;
  missing: number;
};

export const noEvents: RunEvents = { events: [], passages: [], gaps: [], last: 0, here: 0, missing: 0 };

/** Adds what a frame brought. The usual case, the next seqs in order, only appends. */
export function addEvents(log: RunEvents, incoming: readonly StoredEvent[]): RunEvents {
  const first = incoming[0];
  if (!first) return log;
  const end = log.events.at(-1)?.seq ?? 0;
  const inOrder = incoming.every((event, index) => event.seq > (incoming[index - 1]?.seq ?? end));
  return count({ ...log, events: inOrder ? [...log.events, ...incoming] : mergeEvents(log.events, incoming) });
}

export function addGap(log: RunEvents, gap: Gap): RunEvents {
  const known = log.gaps.some((other) => other.from <= gap.from && other.to >= gap.to);
  return known ? log : count({ ...log, gaps: [...log.gaps, gap] });
}

/** The events that they stand for are let go. */
export function addPassages(log: RunEvents, incoming: readonly OutputPassage[]): RunEvents {
  const fresh = incoming.filter(({ from, to }) => !log.passages.some((known) => known.from <= to && from <= known.to));
  const first = fresh[0];
  if (!first) return log;
  const end = log.events.at(-1)?.seq ?? 0;
  const passages = [...log.passages, ...fresh].sort((a, b) => a.from - b.from);
  const events =
    first.from > end
      ? log.events
      : log.events.filter(({ seq }) => !fresh.some(({ from, to }) => from <= seq && seq <= to));
  return count({ ...log, events, passages });
}

function mergeEvents(events: readonly StoredEvent[], incoming: readonly StoredEvent[]): StoredEvent[] {
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  for (const event of incoming) if (!bySeq.has(event.seq)) bySeq.set(event.seq, event);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

type Received = Pick<RunEvents, "events" | "passages" | "gaps">;

function count({ events, passages, gaps }: Received): RunEvents {
  const last = Math.max(
    events.at(-1)?.seq ?? 0,
    passages.at(-1)?.to ?? 0,
    gaps.reduce((end, gap) => Math.max(end, gap.to), 0),
  );
  const here = passages.reduce((sum, { from, to }) => sum + to - from + 1, events.length);
  return { events, passages, gaps, last, here, missing: last - here };
}

/** What arrived, as `1-120,125-130`. */
export function toSeqRanges({ events, passages, missing, last }: RunEvents): string {
  if (missing === 0) return last === 0 ? "" : `1-${last}`; // the usual case, for long logs
  const ranges: SeqRange[] = [];
  const all = [...passages, ...events.map(({ seq }) => ({ from: seq, to: seq }))].sort((a, b) => a.from - b.from);
  for (const { from, to } of all) {
    const before = ranges.at(-1);
    if (before?.to === from - 1) before.to = to;
    else ranges.push({ from, to });
  }
  return ranges.map(({ from, to }) => `${from}-${to}`).join(",");
}
