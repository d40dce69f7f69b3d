/** Searches what turns of a run printed, where it is stored: a part at a time, so that no search holds up a process. */
import type { FindInText } from "#server/domain/findInText.ts";
import { OUTPUT_SEARCH_BYTES, OUTPUT_SEARCH_HITS, OUTPUT_SEARCH_MS } from "#server/domain/limits.ts";
import { terminalText } from "#server/domain/terminalText.ts";
import { hidesSomething } from "#server/domain/visibleText.ts";
import { findLine, type NextWanted, readLines } from "./outputLines.ts";
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

export type WantedWords = { text: string; matchCase: boolean };

/** Null: what a terminal shows of these bytes may have the words although they themselves do not. */
function toNextWanted(bytes: Buffer, { text, matchCase }: WantedWords): NextWanted | null {
  if (!ASCII.test(text) || hidesSomething(bytes.toString())) return null;
  const toCase = (one: string) => (matchCase ? one : one.toLowerCase());
  const [hay, needle] = [toCase(bytes.toString("latin1")), toCase(text)]; // a character a byte
  return (from) => hay.indexOf(needle, from);
}
const ASCII = /^[\x20-\x7e]+$/;

const isBehind = (place: OutputPlace, from: OutputPlace) =>
  place.turn < from.turn || (place.turn === from.turn && place.stream > from.stream); // stdout comes first

export async function searchOutput(
  runId: string,
  query: {
    find: FindInText;
    /** What the finder looks for, when it is no pattern: lines without it are not even made. */
    words?: WantedWords | null;
    turn: number | null;
    from: SearchCursor | null;
    until?: number | null;
  },
): Promise<OutputFound> {
  const { find, words = null, turn, from, until = null } = query;
  const wanted = (bytes: Buffer) => (words ? toNextWanted(bytes, words) : null);
  const enough = performance.now() + OUTPUT_SEARCH_MS;
  const found: OutputFound = { hits: [], next: null, searchedBytes: 0, passedBytes: 0 };
  for (const place of await listOutputPlaces(runId, turn)) {
    if (from && isBehind(place, from)) continue;
    const isFrom = from?.turn === place.turn && from.stream === place.stream;
    if (until !== null && !isFrom) continue;
    const first = isFrom ? from.line : 0;
    const start = await findLine(runId, place, first);
    if (!start) continue;
    let upTo = start.offset;
    for await (const { line, offset, bytes, text } of readLines(runId, place, { ...start, wanted })) {
      if (until !== null && line >= until) break;
      const isFull =
        found.hits.length >= OUTPUT_SEARCH_HITS ||
        found.searchedBytes >= OUTPUT_SEARCH_BYTES ||
        performance.now() > enough;
      if (isFull && found.searchedBytes > 0) return { ...found, next: { ...place, line } };
      const shown = terminalText(text);
      for (let hit = find(shown, 0); hit; hit = find(shown, hit.to))
        found.hits.push({ ...place, line, offset, at: hit.from, to: hit.to });
      const read = Math.min(bytes, Buffer.byteLength(text));
      found.searchedBytes += Math.max(read + 1, offset + bytes - upTo); // what was left out before it had nothing
      upTo = offset + bytes;
      found.passedBytes += bytes - read;
    }
  }
  return found;
}
