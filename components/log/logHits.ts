/** What a search found, in the order of the screen. */
import { comparePlaces, type Place } from "./logEntry.ts";

/** One list for each part of a hit, all in the same order. */
export type Hits = {
  readonly at: readonly number[];
  /** Which line of an entry with many; none where it has one. */
  readonly nth: readonly (number | undefined)[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Everything was searched. */
  readonly complete: boolean;
  /** There are more than are kept. */
  readonly more: boolean;
};

export const noHits: Hits = { at: [], nth: [], from: [], to: [], complete: true, more: false };

export const placeOfHit = ({ at, nth }: Hits, index: number): Place => ({ at: at[index] ?? 0, nth: nth[index] ?? 0 });

/** Where the first hit stands that is not before a place. */
export function firstHitFrom(hits: Hits, place: Place): number {
  let low = 0;
  let high = hits.at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePlaces(placeOfHit(hits, middle), place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
