/** Searches what turns of a run printed, where it is stored: a part at a time, so that no search holds up a process. */
import type { FindInText } from "#server/domain/findInText.ts";
import { OUTPUT_SEARCH_BYTES, OUTPUT_SEARCH_HITS, OUTPUT_SEARCH_MS } from "#server/domain/limits.ts";
import { terminalText } from "#server/domain/terminalText.ts";
import { findLine, readLines } from "./outputLines.ts";
import { listOutputPlaces } from "./records/outputChunks.ts";
import type { OutputPlace } from "./records/outputStore.ts";

/** `at` to `to`: characters of the line as a terminal shows it. */
export type OutputHit = OutputPlace & { line: number; offset: number; at: number; to: number };

/** The line to go on with. */
export type SearchCursor = OutputPlace & { line: number };

export type OutputFound = {
  hits: OutputHit[];
  /** Null: everything was searched. */
  next: SearchCursor | null;
  /** How much was searched, and how much of lines that are longer than what is read of them was not. */
  searchedBytes: number;
  passedBytes: number;
};

const isBehind = (place: OutputPlace, from: OutputPlace) =>
  place.turn < from.turn || (place.turn === from.turn && place.stream > from.stream); // stdout comes first

export async function searchOutput(
  runId: string,
  { find, turn, from }: { find: FindInText; turn: number | null; from: SearchCursor | null },
): Promise<OutputFound> {
  const until = performance.now() + OUTPUT_SEARCH_MS;
  const found: OutputFound = { hits: [], next: null, searchedBytes: 0, passedBytes: 0 };
  for (const place of await listOutputPlaces(runId, turn)) {
    if (from && isBehind(place, from)) continue;
    const first = from && place.turn === from.turn && place.stream === from.stream ? from.line : 0;
    const start = await findLine(runId, place, first);
    if (!start) continue;
    for await (const { line, offset, bytes, text } of readLines(runId, place, start)) {
      const isFull =
        found.hits.length >= OUTPUT_SEARCH_HITS ||
        found.searchedBytes >= OUTPUT_SEARCH_BYTES ||
        performance.now() > until;
      if (isFull && found.searchedBytes > 0) return { ...found, next: { ...place, line } };
      const shown = terminalText(text);
      for (let hit = find(shown, 0); hit; hit = find(shown, hit.to))
        found.hits.push({ ...place, line, offset, at: hit.from, to: hit.to });
      const read = Math.min(bytes, Buffer.byteLength(text));
      found.searchedBytes += read + 1;
      found.passedBytes += bytes - read;
    }
  }
  return found;
}
