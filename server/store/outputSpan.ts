/** Which lines of a turn's stored output a range of its bytes is. */
import { countNewlines, NEWLINE } from "#server/domain/newlines.ts";
import { endOfChunk, findChunkAt, findStoredRange, type OutputChunk } from "./records/outputChunks.ts";
import type { OutputPlace } from "./records/outputStore.ts";

export type ByteRange = { from: number; to: number };

/** Counted from 0; a line that begins before the range or ends behind it belongs to it. */
export type LineSpan = { line: number; lines: number };

const feedsBefore = (chunk: OutputChunk, byte: number): number =>
  chunk.firstLine + countNewlines(chunk.bytes.subarray(0, byte - chunk.firstByte));

/** Null: not every byte of it is stored. */
export async function findSpan(runId: string, place: OutputPlace, { from, to }: ByteRange): Promise<LineSpan | null> {
  const stored = await findStoredRange(runId, place, { from, to });
  if (!stored || stored.from > from || stored.to < to || stored.holes) return null;
  const first = await findChunkAt(runId, place, from);
  if (!first) return null;
  const last = to <= endOfChunk(first) ? first : await findChunkAt(runId, place, to - 1);
  if (!last) return null;
  const line = feedsBefore(first, from);
  const end = feedsBefore(last, to);
  const closed = last.bytes[to - last.firstByte - 1] === NEWLINE;
  return { line, lines: end - line + (closed ? 0 : 1) };
}
