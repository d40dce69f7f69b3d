/** One stream's bytes as lines: each line whole for whoever understands it, each byte handed out once for the feed. */
import { CODEX_LINE_MAX_BYTES, HARNESS_LINE_PEEK_BYTES } from "#server/domain/limits.ts";
import { NEWLINE } from "#server/domain/newlines.ts";
import { wholeLength } from "./textPieces.ts";
import type { RawBytes } from "./textPieces.ts";

/** `line` is the whole line without its end, or null for one that is too long to be understood; `rest` is not shown yet. */
export type ReadLine = { line: string | null; rest: RawBytes };

const CARRIAGE_RETURN = 0x0d;
const NOTHING = Buffer.alloc(0);

export function createLineReader(options: { offset: number; maxBytes?: number }) {
  const maxBytes = options.maxBytes ?? CODEX_LINE_MAX_BYTES;
  let parts: Buffer[] = []; // the beginning of the present line
  let length = 0;
  let shown = 0; // how much of it is handed out
  let start = options.offset; // where it begins in the stored output
  let overlong = false;

  function whole(): Buffer {
    if (parts.length > 1) parts = [Buffer.concat(parts)];
    return parts[0] ?? NOTHING;
  }

  function handOut(bytes: Buffer, to: number): RawBytes {
    const rest = { offset: start + shown, bytes: bytes.subarray(shown, to) };
    shown = to;
    return rest;
  }

  /** An overlong line is forgotten as it is handed out: it may be longer than memory. */
  function handOutOverlong(): RawBytes {
    const bytes = whole();
    const rest = handOut(bytes, wholeLength(bytes));
    const kept = bytes.subarray(shown);
    start += shown;
    parts = kept.length > 0 ? [kept] : [];
    length = kept.length;
    shown = 0;
    return rest;
  }

  function finish(): ReadLine {
    const bytes = whole();
    let end = bytes.at(-1) === NEWLINE ? bytes.length - 1 : bytes.length;
    const tooLong = overlong || end > maxBytes;
    if (end > 0 && end < bytes.length && bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
    const rest = handOut(bytes, bytes.length);
    start += bytes.length;
    parts = [];
    length = 0;
    shown = 0;
    overlong = false;
    return { line: tooLong ? null : bytes.toString("utf8", 0, end), rest };
  }

  function handOutTogether(bytes: Buffer): ReadLine {
    const rest = { offset: start, bytes };
    start += bytes.length;
    return { line: null, rest };
  }

  return {
    /** Lines that are begun and ended in these bytes, and that `isPlain` says nobody reads, are handed out as one. */
    push(bytes: Buffer, isPlain: (lines: Buffer) => boolean = () => false): ReadLine[] {
      const lines: ReadLine[] = [];
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      let from = 0;
      const readLine = () => {
        const next = bytes.indexOf(NEWLINE, from) + 1;
        parts.push(bytes.subarray(from, next));
        from = next;
        lines.push(finish());
      };
      if (end > 0 && (length > 0 || overlong)) readLine();
      if (from < end && isPlain(bytes.subarray(from, end))) {
        lines.push(handOutTogether(bytes.subarray(from, end)));
        from = end;
      }
      while (from < end) readLine();
      if (from < bytes.length) {
        parts.push(bytes.subarray(from));
        length += bytes.length - from;
      }
      if (length > maxBytes || overlong) {
        overlong = true;
        const rest = handOutOverlong();
        if (rest.bytes.length > 0) lines.push({ line: null, rest });
      }
      return lines;
    },
    /** Something of the present line is not shown. */
    isUnfinished: () => length > shown,
    /** The beginning of a line whose end is not there, or null when all of it is shown. */
    peek(): string | null {
      if (length <= shown) return null;
      if ((parts[0]?.length ?? 0) < Math.min(length, HARNESS_LINE_PEEK_BYTES)) whole();
      return (parts[0] ?? NOTHING).toString("utf8", 0, HARNESS_LINE_PEEK_BYTES);
    },
    /** Hands out the beginning of a line: whole characters and escapes. */
    takePartial(): RawBytes {
      const bytes = whole();
      return handOut(bytes, Math.max(shown, wholeLength(bytes)));
    },
    end(): ReadLine[] {
      return length > 0 ? [finish()] : [];
    },
  };
}
