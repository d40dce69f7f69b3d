/** The address of a line: the event that made it and the how manieth of its lines it is. It stays the same for ever. */
import type { LogEntry } from "./logEntry.ts";

export type LineAddress = { seq: number; part: number };
/** Both ends belong to it; for a single line they are the same. */
export type LineRange = { from: LineAddress; to: LineAddress };

const SHAPE = /^([1-9]\d{0,14})(?:\.(\d{1,9}))?(?:-([1-9]\d{0,14})(?:\.(\d{1,9}))?)?$/;

/** `482.0`, or `482.0-490.3`; without a part it is the first line of the event. */
export function parseLineRange(text: string): LineRange | null {
  const found = SHAPE.exec(text);
  if (!found) return null;
  const from = { seq: Number(found[1]), part: Number(found[2] ?? 0) };
  return { from, to: found[3] === undefined ? from : { seq: Number(found[3]), part: Number(found[4] ?? 0) } };
}

export function formatLineRange({ from, to }: LineRange): string {
  return isSameAddress(from, to) ? formatAddress(from) : `${formatAddress(from)}-${formatAddress(to)}`;
}

export const formatAddress = ({ seq, part }: LineAddress) => `${seq}.${part}`;
export const isSameAddress = (one: LineAddress, other: LineAddress) => one.seq === other.seq && one.part === other.part;

/** Where a range stands among the entries, as its two ends on the screen. */
export type FoundRange = { from: number; to: number };

/** null: at least one end is not loaded. */
export function findRange(entries: readonly LogEntry[], range: LineRange): FoundRange | null {
  const from = findLine(entries, range.from);
  const to = isSameAddress(range.from, range.to) ? from : findLine(entries, range.to);
  if (from === -1 || to === -1) return null;
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

/** The line itself; else what stands in its place: what it was loaded from, or, of an event without lines, the line before. */
function findLine(entries: readonly LogEntry[], { seq, part }: LineAddress): number {
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
    if (line.seq === seq && line.part === part) return at;
    arrived ||= line.seq >= seq;
    const best = entries[nearest]?.line;
    if (line.seq <= seq && !(line.seq === seq && line.part > part) && (!best || isBehind(line, best))) nearest = at;
  }
  return arrived ? nearest : -1;
}

const isBehind = (line: LineAddress, other: LineAddress) =>
  line.seq > other.seq || (line.seq === other.seq && line.part > other.part);

/** True once whatever the range names would be here, if it was still anywhere. */
export function hasArrived(entries: readonly LogEntry[], { from, to }: LineRange): boolean {
  const last = Math.max(from.seq, to.seq);
  return entries.findLast(({ line }) => (line.kind === "gap" ? line.to : line.seq) >= last) !== undefined;
}

/** `L17833`, or `L17833–17835`. */
export function nameRange(entries: readonly LogEntry[], { from, to }: FoundRange): string {
  const first = entries[from]?.number ?? 0;
  const last = entries[to]?.number ?? first;
  return first === last ? `L${first}` : `L${first}–${last}`;
}
