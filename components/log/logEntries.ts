/** Every line that is loaded, in the order of the screen: what a command printed under it, what was loaded on demand in its place. */
import type { BlockLine, LogLine, PassageLine, SkippedLine, TextLine } from "./logLine.ts";
import { lastNumberOf, type LogEntry } from "./logEntry.ts";
import { toLineKind } from "./lineKind.ts";

/** What is known of skipped output that somebody looked at: which stored lines it is, or that it was cut, as far as it is stored. */
export type LoadedOutput = { lines: (PassageLine | TextLine)[]; upTo: number };

/** A new one for every change, over lists that are the same all along: only the newest is true. */
export type LogEntries = {
  readonly list: readonly LogEntry[];
  /** Where the heads of turns stand in it. */
  readonly heads: readonly number[];
  /** And where something went wrong. */
  readonly bad: readonly number[];
  /** And entries of many lines. */
  readonly passages: readonly number[];
  readonly version: number;
  /** So many of its beginning stand there as they did one version before. */
  readonly same: number;
};

export const noEntries: LogEntries = { list: [], heads: [], bad: [], passages: [], version: 0, same: 0 };

/** How many at the beginning are the same since somebody looked at `seen`. */
export function sameSince(seen: LogEntries, now: LogEntries): number {
  if (seen.version === now.version) return now.list.length;
  return seen.version === now.version - 1 ? now.same : 0;
}

type Built = {
  list: LogEntry[];
  heads: number[];
  bad: number[];
  passages: number[];
  /** For each line that stands by itself: how many entries were there before it. */
  starts: number[];
};

function sameBeginning(one: readonly unknown[], other: readonly unknown[]): number {
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one[at] === other[at]) at += 1;
  return at;
}

/** Makes the entries anew only from the first line that changed on: a live log changes at its end. */
export function createEntries() {
  let lines: readonly LogLine[] = [];
  let loaded: ReadonlyMap<number, LoadedOutput> = new Map();
  let entries = noEntries;
  const built: Built = { list: [], heads: [], bad: [], passages: [], starts: [] };
  return (nextLines: readonly LogLine[], nextLoaded: ReadonlyMap<number, LoadedOutput>): LogEntries => {
    if (nextLines === lines && nextLoaded === loaded) return entries;
    const same = nextLoaded === loaded ? sameBeginning(nextLines, lines) : 0;
    [lines, loaded] = [nextLines, nextLoaded];
    const kept = build(built, { lines, loaded, same });
    const { starts: _, ...shown } = built;
    entries = { ...shown, version: entries.version + 1, same: kept };
    return entries;
  };
}

/** In place: copying a hundred thousand entries for one that is new would cost more than all the rest. */
function build(
  { list, heads, bad, passages, starts }: Built,
  now: { lines: readonly LogLine[]; loaded: ReadonlyMap<number, LoadedOutput>; same: number },
): number {
  const { lines, loaded, same } = now;
  const kept = same === 0 ? 0 : (starts[same] ?? list.length);
  list.length = kept;
  starts.length = Math.min(starts.length, same);
  for (const places of [heads, bad, passages]) while ((places.at(-1) ?? -1) >= kept) places.pop();
  const before = list.at(-1);
  let number = before ? lastNumberOf(before) : 0;

  const add = (line: LogLine, more: { key?: string; block?: BlockLine } = {}) => {
    if (!(line.kind === "text" && line.goesOn)) number += 1;
    if (line.kind === "turn") heads.push(list.length);
    const about = toLineKind(line, more.block ?? null);
    if (about.bad && line.block === null) bad.push(list.length);
    list.push({ key: more.key ?? line.n, line, number, about });
    if (line.kind !== "passage") return;
    passages.push(list.length - 1);
    number += line.lines - 1;
  };

  for (let at = same; at < lines.length; at += 1) {
    const line = lines[at];
    starts[at] = list.length;
    if (!line || line.block !== null) continue; // stands under its head
    const known = line.kind === "skipped" ? loaded.get(line.n) : undefined;
    if (line.kind === "skipped" && known) addLoaded(line, known, add);
    else add(line);
    if (line.kind !== "block") continue;
    for (let inside = line.bodyAt; inside < line.bodyAt + line.inside; inside += 1) {
      const body = lines[inside];
      if (body) add(body, { block: line });
    }
  }
  return kept;
}

function addLoaded(skipped: SkippedLine, loaded: LoadedOutput, add: (line: LogLine, more: { key: string }) => void) {
  for (const [index, line] of loaded.lines.entries()) add(line, { key: `${skipped.n}+${index}` });
  const bytes = skipped.offset + skipped.bytes - loaded.upTo;
  if (bytes > 0) add({ ...skipped, offset: loaded.upTo, bytes }, { key: `${skipped.n}+` });
}

/** How many lines the turn has so far whose head is the nth of the log. */
export function countLinesOfTurn({ list, heads }: LogEntries, nth: number): number {
  const from = heads[nth];
  const head = from === undefined ? undefined : list[from];
  if (from === undefined || !head) return 0;
  let last = (heads[nth + 1] ?? list.length) - 1;
  while (last > from && list[last]?.line.within?.head !== head.line.n) last -= 1; // what stands between two turns
  const end = list[last];
  return end ? lastNumberOf(end) - head.number : 0;
}

/** A line by the name that stays its own, and where it was last seen. */
export type EntryName = { key: number | string; at: number };

/** -1: it is not there any more. */
export function placeOf(list: readonly LogEntry[], { key, at }: EntryName): number {
  return list[at]?.key === key ? at : list.findIndex((entry) => entry.key === key);
}
