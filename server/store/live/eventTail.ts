/** The live end of a run's log for its viewers of this process: each holds a cursor into one shared buffer. */
import { FRAME_MAX_EVENTS, TAIL_BUFFER_BYTES, TAIL_BUFFER_EVENTS } from "#server/domain/limits.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { createBell } from "./bell.ts";
import { redisKeys } from "./redisKeys.ts";
import { createTailBuffer } from "./tailBuffer.ts";
import { isTailAway, leaveStream, watchStream } from "./tails.ts";
import { toStoredEvent } from "./toStoredEvent.ts";
import { setViewers } from "./viewerNotes.ts";

export type TailAnswer =
  | { kind: "events"; events: StoredEvent[] }
  /** What follows `after` is not in the buffer: read history, then ask again. */
  | { kind: "behind" }
  | { kind: "quiet" }
  /** Redis does not answer: history says what Postgres has. */
  | { kind: "away" };

export type Tail = {
  /** One call at a time. Answers at once when there is something to say, else after `waitMs`. */
  next(options: { after: number; waitMs: number; signal: AbortSignal }): Promise<TailAnswer>;
  /** Viewers of this run in this process. */
  viewers(): number;
  close(): void;
};

export function openTail(runId: string): Tail {
  const key = redisKeys.events(runId);
  const bell = createBell();
  const run = watchStream(key, bell, watchedLog);
  setViewers(runId, run.bells.size);
  let toldAway = false; // this viewer knows of the outage that goes on

  return {
    async next({ after, waitMs, signal }) {
      const until = performance.now() + waitMs;
      while (run.bells.has(bell) && !signal.aborted) {
        const found = run.buffer.read(after, FRAME_MAX_EVENTS);
        if (found === "behind") return { kind: "behind" };
        if (found !== "none") return { kind: "events", events: found };
        const away = isTailAway();
        const isNews = away && !toldAway;
        toldAway = away;
        const ms = until - performance.now();
        // An outage is told once, at once; after that the answer takes its time, so that nobody asks in a tight loop.
        if (away && (isNews || ms <= 0)) return { kind: "away" };
        if (ms <= 0) return { kind: "quiet" };
        await bell.heard({ ms, signal });
      }
      return { kind: "quiet" };
    },
    viewers: () => run.bells.size,
    close() {
      if (leaveStream(key, bell, run)) setViewers(runId, run.bells.size);
    },
  };
}

/** The id of an entry is its seq. */
function watchedLog() {
  const buffer = createTailBuffer({ events: TAIL_BUFFER_EVENTS, bytes: TAIL_BUFFER_BYTES });
  return {
    buffer,
    cursor() {
      const last = buffer.last();
      return last === null ? null : `${last}-0`;
    },
    startAfter: (id: string) => buffer.startAfter(Number.parseInt(id, 10)),
    take(entries: readonly [id: string, fields: string[]][]) {
      for (const [id, fields] of entries) {
        const stored = toStoredEvent(fields);
        if (stored) buffer.push(stored.event, stored.size);
        buffer.pass(Number.parseInt(id, 10));
      }
    },
  };
}
