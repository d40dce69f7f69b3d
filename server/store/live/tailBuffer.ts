/** The newest events of one run, shared by all its viewers: each holds only a cursor into it. */
import type { StoredEvent } from "#server/domain/runEvents.ts";

export type TailBuffer = {
  /** Everything up to `seq` is history; before this call nothing is known. */
  startAfter(seq: number): void;
  /** The last seq that the reader has passed; null before the start. */
  last(): number | null;
  push(event: StoredEvent, size: number): void;
  /** The log is read up to `seq`, even where an entry was no event. */
  pass(seq: number): void;
  /** What follows `after` without a hole; "behind" when that is not here (any more), "none" when it is not known yet. */
  read(after: number, max: number): StoredEvent[] | "behind" | "none";
};

export function createTailBuffer(bounds: { events: number; bytes: number }): TailBuffer {
  const held: { event: StoredEvent; size: number }[] = [];
  let bytes = 0;
  let last: number | null = null;

  const indexAfter = (seq: number) => {
    let low = 0;
    let high = held.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((held[middle]?.event.seq ?? 0) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  return {
    startAfter(seq) {
      last = seq;
    },
    last: () => last,
    push(event, size) {
      if (last !== null && event.seq <= last) return;
      last = event.seq;
      held.push({ event, size });
      bytes += size;
      let over = 0;
      for (; over < held.length - 1 && (held.length - over > bounds.events || bytes > bounds.bytes); over += 1)
        bytes -= held[over]?.size ?? 0;
      if (over > 0) held.splice(0, over);
    },
    pass(seq) {
      last = Math.max(last ?? 0, seq);
    },
    read(after, max) {
      if (last === null || after >= last) return "none";
      const from = indexAfter(after);
      const events: StoredEvent[] = [];
      for (let at = from; at < held.length && events.length < max; at += 1) {
        const event = held[at]?.event;
        // A hole is never jumped over: history says what became of the missing numbers.
        if (event?.seq !== after + 1 + events.length) break;
        events.push(event);
      }
      return events.length > 0 ? events : "behind";
    },
  };
}
