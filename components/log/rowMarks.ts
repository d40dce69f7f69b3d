/** What was searched for in one line, to be marked there. */
import { comparePlaces, type Place } from "./logEntry.ts";
import { firstHitFrom, placeOfHit, type Hits } from "./logHits.ts";

export type RowMarks = { from: number; to: number; current: boolean }[];

export function marksOf({ hits, current }: { hits: Hits; current: number }, place: Place): RowMarks | null {
  const marks: RowMarks = [];
  for (let index = firstHitFrom(hits, place); index < hits.at.length; index += 1) {
    if (comparePlaces(placeOfHit(hits, index), place) !== 0) break;
    marks.push({ from: hits.from[index] ?? 0, to: hits.to[index] ?? 0, current: index === current });
  }
  return marks.length > 0 ? marks : null;
}
