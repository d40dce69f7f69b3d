/** Bytes of a stream as texts of one event each: whole characters, whole ANSI escapes, at most one event long. */
import { OUTPUT_TEXT_MAX_BYTES } from "#server/domain/limits.ts";
import type { OutputStream } from "#server/worker/process/childProcess.ts";

export type RawBytes = { offset: number; bytes: Buffer };
export type Piece = { stream: OutputStream; offset: number; bytes: number; text: string; textBytes: number };

const ESCAPE_MAX_BYTES = 64; // a longer "escape" is no escape: it is cut like any text

/** How many bytes at the end begin a character that is not complete; judged as a decoder would. */
export function unfinishedCharacter(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const lead = bytes[bytes.length - back] ?? 0;
    if (lead >= 0x80 && lead < 0xc0) continue;
    const needed =
      lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
    if (needed <= back) return 0;
    const second = back > 1 ? bytes[bytes.length - back + 1] : undefined;
    if (second === undefined) return back;
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high ? back : 0;
  }
  return 0;
}

/** How many bytes at the end begin an escape sequence (CSI or OSC) that is not complete. */
export function unfinishedEscape(bytes: Buffer): number {
  const at = bytes.lastIndexOf(0x1b);
  if (at < 0 || bytes.length - at > ESCAPE_MAX_BYTES) return 0;
  const sequence = bytes.toString("latin1", at + 1);
  const open = sequence === "" || /^\[[0-?]*[ -/]*$/.test(sequence) || /^\][^\x07]*$/.test(sequence);
  return open ? bytes.length - at : 0;
}

/** What may be shown of bytes whose continuation is not there yet. */
export function wholeLength(bytes: Buffer): number {
  return bytes.length - Math.max(unfinishedCharacter(bytes), unfinishedEscape(bytes));
}

function piece(stream: OutputStream, raw: RawBytes): Piece {
  const text = raw.bytes.toString("utf8");
  const textBytes = text.includes("\ufffd") ? Buffer.byteLength(text) : raw.bytes.length;
  return { stream, offset: raw.offset, bytes: raw.bytes.length, text, textBytes };
}

/** The largest good cut at or below `limit`: behind a whole line if there is one. */
export function cutAt(bytes: Buffer, limit: number): number {
  const head = bytes.subarray(0, limit);
  const line = head.lastIndexOf(0x0a) + 1;
  if (line > 0) return line;
  return wholeLength(head) || limit - unfinishedCharacter(head) || limit;
}

export function toPieces(stream: OutputStream, raw: RawBytes): Piece[] {
  const pieces: Piece[] = [];
  let { offset, bytes } = raw;
  while (bytes.length > 0) {
    let length = bytes.length > OUTPUT_TEXT_MAX_BYTES ? cutAt(bytes, OUTPUT_TEXT_MAX_BYTES) : bytes.length;
    let next = piece(stream, { offset, bytes: bytes.subarray(0, length) });
    // An invalid byte becomes a character of three: such bytes make longer texts than they are.
    if (next.textBytes > OUTPUT_TEXT_MAX_BYTES) {
      length = cutAt(bytes, Math.floor(OUTPUT_TEXT_MAX_BYTES / 3));
      next = piece(stream, { offset, bytes: bytes.subarray(0, length) });
    }
    pieces.push(next);
    offset += length;
    bytes = bytes.subarray(length);
  }
  return pieces;
}
