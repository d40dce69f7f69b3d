/** What many viewers are sent at the same moment, written once for all of them: bytes of the same events are kept for who comes next. */
import type { StoredEvent } from "#server/domain/runEvents.ts";

type Written = { first: StoredEvent; last: StoredEvent; count: number; pieces: readonly Uint8Array[]; bytes: number };

/** Viewers of a run share its events, not the lists that hold them: the same ends and the same length are the same events. */
export function createSharedBytes(write: (events: readonly StoredEvent[]) => Uint8Array[], keptBytes: number) {
  const kept = new Map<string, Written>(); // the oldest first
  let bytes = 0;

  function forget(key: string, written: Written): void {
    kept.delete(key);
    bytes -= written.bytes;
  }

  return function bytesOf(events: readonly StoredEvent[]): readonly Uint8Array[] {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return [];
    const key = `${first.runId} ${first.seq}`;
    const known = kept.get(key);
    if (known?.first === first && known.last === last && known.count === events.length) return known.pieces;
    if (known) forget(key, known);
    const pieces = write(events);
    const size = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
    kept.set(key, { first, last, count: events.length, pieces, bytes: size });
    bytes += size;
    for (const [oldest, written] of kept) {
      if (bytes <= keptBytes) break;
      forget(oldest, written);
    }
    return pieces;
  };
}
