/** The live end of the feed, what changed in the list of runs, for the viewers of this process: over the same reader as the logs. */
import { FEED_BUFFER_ENTRIES, TAIL_READ_COUNT } from "#server/domain/limits.ts";
import type { RunSummary } from "#server/domain/run.ts";
import { createBell } from "./bell.ts";
import { redisKeys } from "./redisKeys.ts";
import { isTailAway, leaveStream, watchStream } from "./tails.ts";

type FeedEntry = { id: string; run: RunSummary };

export type FeedAnswer =
  /** What changed after the cursor, in order; `id` is the new cursor. */
  | { kind: "runs"; runs: RunSummary[]; id: string }
  /** What changed since the cursor cannot be told (any more): read the list anew, then go on from `id`. */
  | { kind: "reset"; id: string }
  | { kind: "quiet" }
  | { kind: "away" };

export type FeedTail = {
  /** One call at a time. `after: null` = from now on, which begins with a reset. */
  next(options: { after: string | null; waitMs: number; signal: AbortSignal }): Promise<FeedAnswer>;
  close(): void;
};

export function openFeed(): FeedTail {
  const bell = createBell();
  const feed = watchStream(redisKeys.feed, bell, watchedFeed);
  return {
    async next({ after, waitMs, signal }) {
      const until = performance.now() + waitMs;
      while (feed.bells.has(bell) && !signal.aborted) {
        const found = feed.buffer.read(after);
        if (found) return found;
        const ms = until - performance.now();
        if (ms <= 0) return { kind: isTailAway() ? "away" : "quiet" };
        await bell.heard({ ms, signal });
      }
      return { kind: "quiet" };
    },
    close: () => void leaveStream(redisKeys.feed, bell, feed),
  };
}

type FeedBuffer = { read(after: string | null): FeedAnswer | null };

function watchedFeed() {
  let start: string | null = null; // everything after it is held
  let last: string | null = null;
  let held: FeedEntry[] = [];

  const buffer: FeedBuffer = {
    read(after) {
      if (start === null || last === null) return null;
      // A cursor from before the buffer, or ahead of a Redis that began anew.
      if (after === null || compareIds(after, start) < 0 || compareIds(after, last) > 0)
        return { kind: "reset", id: last };
      const found = held.filter((entry) => compareIds(entry.id, after) > 0).slice(0, TAIL_READ_COUNT);
      const end = found.at(-1);
      return end ? { kind: "runs", runs: found.map((entry) => entry.run), id: end.id } : null;
    },
  };
  return {
    buffer,
    cursor: () => last,
    startAfter(id: string) {
      start = id;
      last = id;
    },
    take(entries: readonly [id: string, fields: string[]][]) {
      for (const [id, fields] of entries) {
        const run = toSummary(fields);
        if (run) held.push({ id, run });
        last = id;
      }
      const over = held.length - FEED_BUFFER_ENTRIES;
      if (over <= 0) return;
      start = held[over - 1]?.id ?? start;
      held = held.slice(over);
    },
  };
}

function toSummary(fields: readonly string[]): RunSummary | null {
  const text = fields[fields.indexOf("summary") + 1];
  try {
    return text === undefined ? null : (JSON.parse(text) as RunSummary); // only runMirror writes here
  } catch {
    return null;
  }
}

/** Ids are `<ms>-<n>`: numbers, whatever their length. */
function compareIds(one: string, other: string): number {
  const [ms = 0, n = 0] = one.split("-").map(Number);
  const [otherMs = 0, otherN = 0] = other.split("-").map(Number);
  return ms - otherMs || n - otherN;
}
