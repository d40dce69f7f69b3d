/** The live feed's pace: at most one event every so often; when more waits, the oldest leave it, by name. */
import { OUTPUT_EVERY_MS, OUTPUT_MAX_WAIT_MS, OUTPUT_TEXT_MAX_BYTES } from "#server/domain/limits.ts";
import type { OutputStream } from "#server/worker/process/childProcess.ts";
import type { Piece } from "./textPieces.ts";

export type FeedEvent =
  | { type: "subprocess_output"; stream: OutputStream; text: string; offset: number }
  | { type: "output_skipped"; stream: OutputStream; offset: number; bytes: number };
export type Pace = { everyMs?: number; maxWaitMs?: number };

type Skipped = { offset: number; bytes: number };
type Waiting = Piece & { since: number };

export function createThrottle({ everyMs = OUTPUT_EVERY_MS, maxWaitMs = OUTPUT_MAX_WAIT_MS }: Pace = {}) {
  const room = (Math.floor(maxWaitMs / Math.max(everyMs, 1)) + 1) * OUTPUT_TEXT_MAX_BYTES;
  let waiting: Waiting[] = [];
  let gone = 0; // how many at its beginning were skipped already
  let waitingBytes = 0;
  let skipped: ({ stream: OutputStream } & Skipped)[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;

  function name(piece: { stream: OutputStream } & Skipped): void {
    const last = skipped.findLast((range) => range.stream === piece.stream);
    if (last && last.offset + last.bytes === piece.offset) last.bytes += piece.bytes;
    else skipped.push({ stream: piece.stream, offset: piece.offset, bytes: piece.bytes });
  }

  function skip(piece: Waiting): void {
    waitingBytes -= piece.textBytes;
    name(piece);
  }

  function forget(): void {
    waiting = waiting.slice(gone);
    gone = 0;
  }

  /** The pieces of the next event: the oldest, and what follows it without a hole in the same stream. */
  function nextEvent(from: Waiting[]): Waiting[] {
    const [first] = from;
    if (!first) return [];
    const chosen = [first];
    let size = first.textBytes;
    let end = first.offset + first.bytes;
    for (const piece of from.slice(1)) {
      if (piece.stream !== first.stream) continue;
      if (piece.offset !== end || size + piece.textBytes > OUTPUT_TEXT_MAX_BYTES) break;
      chosen.push(piece);
      size += piece.textBytes;
      end += piece.bytes;
    }
    return chosen;
  }

  /** Whether each piece would leave in time if one event went out now and one every `everyMs`. */
  function inTime(now: number): boolean {
    let rest = waiting;
    for (let at = now; rest.length > 0; at += everyMs) {
      const event = new Set(nextEvent(rest));
      for (const piece of event) if (at > now && piece.since + maxWaitMs < at) return false;
      rest = rest.filter((piece) => !event.has(piece));
    }
    return true;
  }

  return {
    /** More than this can never be shown in time, so memory need not hold it. */
    room,
    /** Bytes that `room` newer ones follow at once: they are named without being looked at, as is all that waits. */
    passOver(stream: OutputStream, range: Skipped): void {
      for (const piece of waiting.slice(gone)) skip(piece);
      waiting = [];
      gone = 0;
      name({ stream, ...range });
    },
    push(piece: Piece, now: number): void {
      waiting.push({ ...piece, since: now });
      waitingBytes += piece.textBytes;
      while (waitingBytes > room && gone < waiting.length - 1) {
        const oldest = waiting[gone];
        if (oldest) skip(oldest);
        gone += 1;
      }
      // Moving the rest at every push would cost a flood of empty lines its pace.
      if (gone > waiting.length / 2) forget();
    },
    /** When the next event may leave, or null while nothing waits. */
    nextAt(): number | null {
      return waiting.length > 0 ? lastAt + everyMs : null;
    },
    /** What leaves now: nothing before its time, else one text and the names of what it left behind. */
    take(now: number): FeedEvent[] {
      if (waiting.length === 0 || now < lastAt + everyMs) return [];
      forget();
      while (!inTime(now)) {
        const oldest = new Set(nextEvent(waiting));
        for (const piece of oldest) skip(piece);
        waiting = waiting.filter((piece) => !oldest.has(piece));
      }
      const chosen = nextEvent(waiting);
      const taken = new Set(chosen);
      waiting = waiting.filter((piece) => !taken.has(piece));
      for (const piece of chosen) waitingBytes -= piece.textBytes;
      lastAt = now;
      const left = skipped.map((range) => ({ type: "output_skipped" as const, ...range }));
      skipped = [];
      const [first] = chosen;
      if (!first) return left;
      const text = chosen.map((piece) => piece.text).join("");
      return [...left, { type: "subprocess_output", stream: first.stream, text, offset: first.offset }];
    },
  };
}
