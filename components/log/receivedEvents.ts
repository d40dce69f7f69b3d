/** Every event of one run that reached this page: in order, each once, with what is missing counted. */
import type { Gap } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";

export type SeqRange = { from: number; to: number };

export type RunEvents = {
  /** Ordered by seq, each seq once. Never changed in place. */
  events: readonly StoredEvent[];
  /** Stretches that the server says are gone. */
  gaps: readonly Gap[];
  /** Stretches 1..last that neither arrived nor were declared gone. */
  holes: readonly SeqRange[];
  /** The last seq that is accounted for. */
  last: number;
  /** How many of 1..last are not here. */
  missing: number;
};

export const noEvents: RunEvents = { events: [], gaps: [], holes: [], last: 0, missing: 0 };

/** Adds what a frame brought. The usual case, the next seqs in order, only appends. */
export function addEvents(log: RunEvents, incoming: readonly StoredEvent[]): RunEvents {
  const first = incoming[0];
  if (!first) return log;
  const end = log.events.at(-1)?.seq ?? 0;
  const inOrder = incoming.every((event, index) => event.seq > (incoming[index - 1]?.seq ?? end));
  return count(inOrder ? [...log.events, ...incoming] : mergeEvents(log.events, incoming), log.gaps);
}

export function addGap(log: RunEvents, gap: Gap): RunEvents {
  const known = log.gaps.some((other) => other.from <= gap.from && other.to >= gap.to);
  return known ? log : count(log.events, [...log.gaps, gap]);
}

function mergeEvents(events: readonly StoredEvent[], incoming: readonly StoredEvent[]): StoredEvent[] {
  const bySeq = new Map(events.map((event) => [event.seq, event]));
  for (const event of incoming) if (!bySeq.has(event.seq)) bySeq.set(event.seq, event);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

function count(events: readonly StoredEvent[], gaps: readonly Gap[]): RunEvents {
  const last = Math.max(events.at(-1)?.seq ?? 0, ...gaps.map((gap) => gap.to));
  return { events, gaps, last, missing: last - events.length, holes: findHoles(events, { gaps, last }) };
}

/** The stretches of 1..last that are neither in the events nor in a gap. */
function findHoles(events: readonly StoredEvent[], known: { gaps: readonly Gap[]; last: number }): SeqRange[] {
  if (known.last === events.length) return [];
  return absent(events, known.last).flatMap((stretch) => {
    let left: SeqRange[] = [stretch];
    for (const gap of known.gaps)
      left = left.flatMap((part) =>
        [
          { from: part.from, to: Math.min(part.to, gap.from - 1) },
          { from: Math.max(part.from, gap.to + 1), to: part.to },
        ].filter((rest) => rest.from <= rest.to),
      );
    return left;
  });
}

function absent(events: readonly StoredEvent[], last: number): SeqRange[] {
  const stretches: SeqRange[] = [];
  let next = 1;
  for (const { seq } of events) {
    if (seq > next) stretches.push({ from: next, to: seq - 1 });
    next = seq + 1;
  }
  if (next <= last) stretches.push({ from: next, to: last });
  return stretches;
}

/** What arrived, as `1-120,125-130`. */
export function toSeqRanges(log: RunEvents): string {
  const first = log.events[0]?.seq;
  const end = log.events.at(-1)?.seq;
  if (first === undefined || end === undefined) return "";
  if (end - first + 1 === log.events.length) return `${first}-${end}`; // the usual case, for long logs
  const ranges: string[] = [];
  let from = first;
  for (const [index, { seq }] of log.events.entries()) {
    const next = log.events[index + 1]?.seq;
    if (next === seq + 1) continue;
    ranges.push(`${from}-${seq}`);
    from = next ?? seq;
  }
  return ranges.join(",");
}
