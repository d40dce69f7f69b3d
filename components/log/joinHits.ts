/** Hits in lines that are loaded and in stored ones that are not, as one list in the order of the screen. */
import type { LogEntry, Place } from "./logEntry.ts";
import type { LogEntries } from "./logEntries.ts";
import type { Hits } from "./logHits.ts";
import { firstFrom, MAX_HITS, type LoadedHits } from "./scanLog.ts";
import { placeName, type StoredHits } from "./scanStored.ts";

export function joinHits(
  entries: Pick<LogEntries, "list" | "passages">,
  { loaded, stored, accepts }: { loaded: LoadedHits; stored: StoredHits; accepts: (entry: LogEntry) => boolean },
): Hits {
  const complete = loaded.complete && stored.complete;
  const more = loaded.more || stored.more;
  const hits = { at: [] as number[], nth: [] as number[], from: [] as number[], to: [] as number[] };
  const add = ({ at, nth }: Place, from = 0, to = 0) => {
    if (hits.at.length >= MAX_HITS) return;
    hits.at.push(at);
    hits.nth.push(nth);
    hits.from.push(from);
    hits.to.push(to);
  };
  let next = 0;
  const addLoadedBefore = (at: number) => {
    for (; next < loaded.at.length && (loaded.at[next] ?? 0) < at; next += 1)
      add({ at: loaded.at[next] ?? 0, nth: 0 }, loaded.from[next], loaded.to[next]);
  };
  for (const at of entries.passages) {
    const entry = entries.list[at];
    if (entry?.line.kind !== "passage" || !accepts(entry)) continue;
    addLoadedBefore(at);
    const { line: first, lines } = entry.line;
    const found = stored.found.get(placeName(entry.line));
    if (!found) continue;
    for (let index = firstFrom(found.line, first); (found.line[index] ?? Infinity) < first + lines; index += 1)
      add({ at, nth: (found.line[index] ?? 0) - first }, found.from[index], found.to[index]);
  }
  addLoadedBefore(Infinity);
  return { ...hits, complete, more: more || hits.at.length >= MAX_HITS };
}
