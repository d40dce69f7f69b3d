/** The address of a line: the event that made it and the how manieth of its lines it is, or where it is stored. It stays the same for ever. */
import { comparePlaces, lastNumberOf, type LogEntry, type Place } from "./logEntry.ts";
import type { LogLine, PassageLine } from "./logLine.ts";

export type EventAddress = { seq: number; part: number };
/** Of a line whose event is not here: its turn, its stream, and the byte that it begins with. */
export type StoredAddress = { turn: number; stream: "stdout" | "stderr"; offset: number };
export type LineAddress = EventAddress | StoredAddress;
/** Both ends belong to it; for a single line they are the same. */
export type LineRange = { from: LineAddress; to: LineAddress };

const ONE = "(?:([1-9]\\d{0,14})(?:\\.(\\d{1,9}))?|t([1-9]\\d{0,8})\\.(out|err)\\.(\\d{1,15}))";

function toAddress([seq, part, turn, stream, offset]: (string | undefined)[]): LineAddress {
  if (turn === undefined) return { seq: Number(seq), part: Number(part ?? 0) };
  return { turn: Number(turn), stream: stream === "out" ? "stdout" : "stderr", offset: Number(offset) };
}

/** `482.0`, `t3.out.15360`, or `482.0-490.3`; without a part it is the first line of the event. */
export function parseLineRange(text: string): LineRange | null {
  const found = new RegExp(`^${ONE}(?:-${ONE})?$`).exec(text)?.slice(1);
  if (!found) return null;
  const from = toAddress(found.slice(0, 5));
  const isOne = found.slice(5).every((part) => part === undefined);
  return { from, to: isOne ? from : toAddress(found.slice(5)) };
}

export function formatLineRange({ from, to }: LineRange): string {
  const [first, last] = [formatAddress(from), formatAddress(to)];
  return first === last ? first : `${first}-${last}`;
}

export const formatAddress = (address: LineAddress) =>
  "seq" in address
    ? `${address.seq}.${address.part}`
    : `t${address.turn}.${address.stream === "stdout" ? "out" : "err"}.${address.offset}`;

/** Where a range stands on the screen, as its two ends. */
export type FoundRange = { from: Place; to: Place };

/** Which stored line an address is, as far as somebody asked; null: it is none. */
export type StoredLineNumbers = ReadonlyMap<string, number | null>;

/** `within`: it is one of these lines, and only the server knows which. */
export type Located = { place: Place } | { within: PassageLine } | null;

/** null: it is not here. */
export function locateLine(
  entries: readonly LogEntry[],
  address: LineAddress,
  numbers: StoredLineNumbers = new Map(),
): Located {
  const at = "seq" in address ? findEvent(entries, address) : findStored(entries, address);
  const line = entries[at]?.line;
  if (!line) return null;
  if (line.kind !== "passage" || !isIn(line, address)) return { place: { at, nth: 0 } };
  const number = numbers.get(formatAddress(address));
  if (number === undefined) return { within: line };
  const nth = number === null ? -1 : number - line.line;
  return { place: { at, nth: nth >= 0 && nth < line.lines ? nth : 0 } };
}

/** null: at least one end is not here. */
export function findRange(
  entries: readonly LogEntry[],
  range: LineRange,
  numbers: StoredLineNumbers = new Map(),
): FoundRange | null {
  const from = locateLine(entries, range.from, numbers);
  const to = locateLine(entries, range.to, numbers);
  if (!from || !to || !("place" in from) || !("place" in to)) return null;
  return comparePlaces(from.place, to.place) <= 0
    ? { from: from.place, to: to.place }
    : { from: to.place, to: from.place };
}

const isIn = (line: PassageLine, address: LineAddress) =>
  "seq" in address
    ? line.seq <= address.seq && address.seq <= line.to
    : line.offset <= address.offset && address.offset < line.offset + line.bytes;

/** The last event that a line is of. */
const lastSeqOf = (line: LogLine) => (line.kind === "gap" || line.kind === "passage" ? line.to : line.seq);

/** The line itself; else what stands in its place: what it was loaded from, or, of an event without lines, the line before. */
function findEvent(entries: readonly LogEntry[], { seq, part }: EventAddress): number {
  let nearest = -1;
  let arrived = false;
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const line = entries[at]?.line;
    if (!line) continue;
    if (line.kind === "gap") {
      if (line.from <= seq && seq <= line.to) return -1;
      arrived ||= line.from > seq;
      continue;
    }
    if (line.kind === "passage" && line.seq <= seq && seq <= line.to) return at;
    if (line.seq === seq && line.part === part) return at;
    arrived ||= line.seq >= seq;
    const best = entries[nearest]?.line;
    if (line.seq <= seq && !(line.seq === seq && line.part > part) && (!best || isBehind(line, best))) nearest = at;
  }
  return arrived ? nearest : -1;
}

const isBehind = (line: EventAddress, other: EventAddress) =>
  line.seq > other.seq || (line.seq === other.seq && line.part > other.part);

/** The line with that byte, or what holds it. */
function findStored(entries: readonly LogEntry[], { turn, stream, offset }: StoredAddress): number {
  const tag = stream === "stdout" ? "out" : "err";
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const line = entries[at]?.line;
    if (!line || line.within?.turn !== turn) continue;
    if (line.kind === "passage" || line.kind === "skipped") {
      if (line.stream === stream && line.offset <= offset) return offset < line.offset + line.bytes ? at : -1;
    } else if (line.kind === "text" && line.tag === tag && line.offset !== null && line.offset <= offset) return at;
  }
  return -1;
}

/** True once whatever the range names would be here, if it was still anywhere. */
export function hasArrived(entries: readonly LogEntry[], { from, to }: LineRange): boolean {
  return [from, to].every((address) =>
    "seq" in address
      ? entries.findLast(({ line }) => lastSeqOf(line) >= address.seq) !== undefined
      : entries.findLast(({ line }) => (line.within?.turn ?? 0) > address.turn) !== undefined,
  );
}

/** `L17833`, or `L17833–17835`. */
export function nameRange(entries: readonly LogEntry[], { from, to }: FoundRange): string {
  const numberAt = ({ at, nth }: Place) => {
    const entry = entries[at];
    return entry ? Math.min(entry.number + nth, lastNumberOf(entry)) : 0;
  };
  const [first, last] = [numberAt(from), numberAt(to)];
  return first === last ? `L${first}` : `L${first}–${last}`;
}
