/** Lines of a turn's stored output from any line or byte on, however long a line and however large the output is. */
import { OUTPUT_LINE_READ_BYTES } from "#server/domain/limits.ts";
import { countNewlines, NEWLINE } from "#server/domain/newlines.ts";
import {
  endOfChunk,
  findChunkAt,
  findChunkBefore,
  findChunkFrom,
  findLineEndFrom,
  type OutputChunk,
} from "./records/outputChunks.ts";
import type { OutputPlace } from "./records/outputStore.ts";

export type OutputLine = {
  /** Counted from 0, also across what was cut. */
  line: number;
  /** Where it begins, and how long it is without its line feed; `text` is its beginning. */
  offset: number;
  bytes: number;
  text: string;
};
export type LineStart = { line: number; offset: number };

/** Where the nth line feed of the bytes is, counted from 1. */
function nthNewline(bytes: Buffer, n: number): number {
  let at = -1;
  for (let left = n; left > 0; left -= 1) at = bytes.indexOf(NEWLINE, at + 1);
  return at;
}

const startOf = (chunk: OutputChunk | null): LineStart | null =>
  chunk && { line: chunk.firstLine, offset: chunk.firstByte };

/** The line itself; the first one behind a cut that it lies in; null behind the end. */
export async function findLine(runId: string, place: OutputPlace, line: number): Promise<LineStart | null> {
  if (line === 0) return startOf(await findChunkFrom(runId, place, 0));
  const before = await findChunkBefore(runId, place, line);
  if (!before) return null;
  const nth = line - before.firstLine;
  if (nth > before.lines) return startOf(await findChunkFrom(runId, place, endOfChunk(before)));
  return { line, offset: before.firstByte + nthNewline(before.bytes, nth) + 1 };
}

/** The line that a byte belongs to; of a byte that was cut, the first one behind the cut. */
export async function findLineAt(runId: string, place: OutputPlace, byte: number): Promise<LineStart | null> {
  const chunk = await findChunkAt(runId, place, byte);
  if (!chunk || byte >= endOfChunk(chunk)) return startOf(await findChunkFrom(runId, place, byte));
  const before = chunk.bytes.subarray(0, byte - chunk.firstByte);
  const line = chunk.firstLine + countNewlines(before);
  const feed = before.lastIndexOf(NEWLINE);
  return feed >= 0 ? { line, offset: chunk.firstByte + feed + 1 } : findLine(runId, place, line);
}

/** A line that has not ended in what was read so far. */
type OpenLine = LineStart & { kept: Buffer[]; keptBytes: number };

function grow(open: OpenLine, bytes: Buffer): void {
  const room = OUTPUT_LINE_READ_BYTES - open.keptBytes;
  if (room <= 0 || bytes.length === 0) return;
  const kept = bytes.subarray(0, room);
  open.kept.push(kept);
  open.keptBytes += kept.length;
}

const toLine = ({ line, offset, kept }: OpenLine, end: number): OutputLine => ({
  line,
  offset,
  bytes: end - offset,
  text: new TextDecoder().decode(Buffer.concat(kept)),
});

/** Where the line begins that a byte is in; -1 is in the last one. */
const lineOf = (bytes: Buffer, byte: number): number =>
  byte === 0 ? 0 : bytes.lastIndexOf(NEWLINE, byte === -1 ? bytes.length - 1 : byte - 1) + 1;

/** Where the next byte from a place on is that somebody asks for; -1: nowhere. */
export type NextWanted = (from: number) => number;

/**
 * In order, until the end of what is stored; the reader stops when it has enough. `wanted` may leave out lines that lie
 * wholly in a chunk and have nothing that it asks for; null: every line is wanted.
 */
export async function* readLines(
  runId: string,
  place: OutputPlace,
  { line, offset, wanted = () => null }: LineStart & { wanted?: (bytes: Buffer) => NextWanted | null },
): AsyncGenerator<OutputLine> {
  let open: OpenLine | null = { line, offset, kept: [], keptBytes: 0 };
  let end = offset; // everything before it was read
  let chunk = await findChunkAt(runId, place, offset);
  while (chunk) {
    if (chunk.firstByte > end) {
      // What lies between was cut: the line before it has no end, and the one behind it no beginning.
      if (open && open.offset < end) yield toLine(open, end);
      open = { line: chunk.firstLine, offset: chunk.firstByte, kept: [], keptBytes: 0 };
    }
    let from = Math.max(0, end - chunk.firstByte);
    const next = wanted(chunk.bytes);
    for (let at = chunk.bytes.indexOf(NEWLINE, from); at >= 0; at = chunk.bytes.indexOf(NEWLINE, from)) {
      grow(open, chunk.bytes.subarray(from, at));
      yield toLine(open, chunk.firstByte + at);
      from = at + 1;
      open = { line: open.line + 1, offset: chunk.firstByte + from, kept: [], keptBytes: 0 };
      const begin = next ? lineOf(chunk.bytes, next(from)) : from;
      open.line += countNewlines(chunk.bytes.subarray(from, begin));
      open.offset = chunk.firstByte + begin;
      from = begin;
    }
    grow(open, chunk.bytes.subarray(from));
    end = endOfChunk(chunk);
    // Of a line that is longer than what is kept of it only the end is looked for.
    const isFull: boolean = open.keptBytes >= OUTPUT_LINE_READ_BYTES;
    const following: OutputChunk | null = isFull
      ? await findLineEndFrom(runId, place, end)
      : await findChunkFrom(runId, place, end);
    if (isFull && following) end = following.firstByte;
    if (isFull && !following) {
      const last = await findChunkAt(runId, place, Number.MAX_SAFE_INTEGER);
      end = last ? endOfChunk(last) : end;
    }
    chunk = following;
  }
  if (open && open.offset < end) yield toLine(open, end);
}
