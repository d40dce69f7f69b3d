/** Searches stored output that the log shows without having its text: the server looks, a part at a time, outside of React. */
import type { LogQuery } from "#server/domain/findInText.ts";
import type { StoredPlace } from "./storedLines.ts";
import { MAX_HITS } from "./scanLog.ts";

/** Lines of one turn and stream that are to be searched. */
export type StoredRange = StoredPlace & { from: number; to: number };

type Found = { line: number[]; from: number[]; to: number[] };
export type StoredHits = {
  /** By turn and stream, ordered by line. */
  readonly found: ReadonlyMap<string, Readonly<Found>>;
  readonly complete: boolean;
  readonly more: boolean;
};

export const noStoredHits: StoredHits = { found: new Map(), complete: true, more: false };

export const placeName = ({ turn, stream }: StoredPlace) => `${turn} ${stream}`;

/** `next`: the line to go on with; null: everything up to the end of the range was searched. */
export type SearchStored = (
  query: LogQuery,
  range: StoredRange,
  signal: AbortSignal,
) => Promise<{ hits: { line: number; at: number; to: number }[]; next: number | null }>;

export type StoredScanner = {
  subscribe(onChange: () => void): () => void;
  read(): StoredHits;
  /** null: nothing is searched for. The ranges may grow; what was searched is not searched again. */
  look(query: LogQuery | null, ranges: readonly StoredRange[]): void;
  stop(): void;
};

type Searched = { from: number; upTo: number; found: Found };

export function createStoredScanner(search: SearchStored): StoredScanner {
  let query: LogQuery | null = null;
  let wanted: StoredRange[] = [];
  let searched = new Map<string, Searched>();
  let hits = noStoredHits;
  let count = 0;
  let running: AbortController | null = null;
  const watchers = new Set<() => void>();

  const publish = () => {
    const more = count >= MAX_HITS;
    const found = new Map([...searched].map(([name, { found: of }]) => [name, of]));
    hits = query === null ? noStoredHits : { found, complete: more || nextRange() === null, more };
    for (const watcher of watchers) watcher();
  };

  function nextRange(): StoredRange | null {
    for (const range of wanted) {
      const known = searched.get(placeName(range));
      if (!known) return range;
      if (known.upTo < range.to) return { ...range, from: known.upTo };
    }
    return null;
  }

  async function goOn(): Promise<void> {
    if (running || query === null) return;
    const controller = new AbortController();
    running = controller;
    try {
      for (let range = nextRange(); range && count < MAX_HITS; range = nextRange()) {
        const answer = await search(query, range, controller.signal);
        if (controller.signal.aborted) return;
        const name = placeName(range);
        const known = searched.get(name) ?? {
          from: range.from,
          upTo: range.from,
          found: { line: [], from: [], to: [] },
        };
        for (const { line, at, to } of answer.hits) {
          known.found.line.push(line);
          known.found.from.push(at);
          known.found.to.push(to);
        }
        count += answer.hits.length;
        const upTo = answer.next !== null && answer.next > range.from ? Math.min(answer.next, range.to) : range.to;
        searched.set(name, { ...known, upTo });
        publish();
      }
    } catch {
      // What was found stays, and is not called complete; the next look goes on.
    } finally {
      if (running === controller) running = null;
    }
  }

  const forget = () => {
    running?.abort();
    running = null;
    searched = new Map();
    count = 0;
  };

  return {
    subscribe(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    read: () => hits,
    look(asked, ranges) {
      if (JSON.stringify(asked) !== JSON.stringify(query)) forget();
      query = asked;
      wanted = hullsOf(ranges);
      for (const range of wanted) {
        const known = searched.get(placeName(range));
        if (!known || known.from <= range.from) continue;
        count -= known.found.line.length; // something before it is wanted, too: anew
        searched.delete(placeName(range));
        running?.abort();
        running = null;
      }
      publish();
      void goOn();
    },
    stop() {
      forget();
      query = null;
      hits = noStoredHits;
    },
  };
}

/** For each turn and stream one range that has all of its ranges in it. */
function hullsOf(ranges: readonly StoredRange[]): StoredRange[] {
  const hulls = new Map<string, StoredRange>();
  for (const range of ranges) {
    const known = hulls.get(placeName(range)) ?? range;
    const { turn, stream } = range;
    const [from, to] = [Math.min(known.from, range.from), Math.max(known.to, range.to)];
    hulls.set(placeName(range), { turn, stream, from, to });
  }
  return [...hulls.values()];
}
