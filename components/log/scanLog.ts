/** Searches the loaded log outside of React, a slice at a time, and only what came since: the page never waits for it. */
import type { FindInText } from "#server/domain/findInText.ts";
import { noEntries, sameSince, type LogEntries } from "./logEntries.ts";
import type { LogEntry } from "./logEntry.ts";
import { shownTextOf } from "./shownText.ts";

/** One list for each part of a hit: there may be a hundred thousand. */
export type LoadedHits = {
  /** Which entry, and from where to where in its text. Ordered. */
  readonly at: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Everything that is loaded was searched. */
  readonly complete: boolean;
  /** There are more than are kept. */
  readonly more: boolean;
};

export const noLoadedHits: LoadedHits = { at: [], from: [], to: [], complete: true, more: false };

export const MAX_HITS = 100_000; // nobody steps through more, and a search for "e" must not fill the memory
const SLICE_MS = 8; // half a picture
const LOOK_EVERY = 64; // entries between two looks at the clock

export type Scan = {
  find: FindInText;
  /** Which entries are searched; another function is another search. */
  accepts: (entry: LogEntry) => boolean;
};

export type LogScanner = {
  subscribe(onChange: () => void): () => void;
  read(): LoadedHits;
  /** null: nothing is searched for. */
  look(scan: Scan | null, entries: LogEntries): void;
  stop(): void;
};

export function createLogScanner(now: () => number, later: (work: () => void) => () => void): LogScanner {
  let scan: Scan | null = null;
  let seen = noEntries;
  let next = 0; // the first entry that was not searched
  let hits = noLoadedHits;
  let cancel: (() => void) | null = null;
  const watchers = new Set<() => void>();

  const publish = (found: LoadedHits) => {
    hits = found;
    for (const watcher of watchers) watcher();
  };
  const goOn = (at: number[], from: number[], to: number[]) => {
    cancel = null;
    if (!scan) return;
    const until = now() + SLICE_MS;
    const { list } = seen;
    for (; next < list.length && at.length < MAX_HITS; next += 1) {
      if (next % LOOK_EVERY === 0 && now() > until) break;
      const entry = list[next];
      if (!entry || !scan.accepts(entry)) continue;
      const text = shownTextOf(entry.line);
      for (let hit = scan.find(text, 0); hit && at.length < MAX_HITS; hit = scan.find(text, hit.to)) {
        at.push(next);
        from.push(hit.from);
        to.push(hit.to);
      }
    }
    const more = at.length >= MAX_HITS;
    const complete = more || next >= list.length;
    if (!complete) cancel = later(() => goOn(at, from, to));
    publish({ at, from, to, complete, more });
  };

  return {
    subscribe(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    read: () => hits,
    look(wanted, entries) {
      if (wanted === scan && entries === seen) return;
      const same = wanted !== null && wanted === scan ? sameSince(seen, entries) : 0;
      next = Math.min(next, same);
      [scan, seen] = [wanted, entries];
      cancel?.();
      cancel = null;
      if (!scan) return hits === noLoadedHits ? undefined : publish(noLoadedHits);
      const kept = firstFrom(hits.at, next);
      goOn(hits.at.slice(0, kept), hits.from.slice(0, kept), hits.to.slice(0, kept));
    },
    stop() {
      cancel?.();
      cancel = null;
      scan = null; // whoever looks for it again begins again
    },
  };
}

/** Where the first number stands that is not smaller; the numbers are ordered. */
export function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
