/** The pages that an entry with many lines has on the screen: each is one row, as high as its lines. */
import type { LogEntry, Place } from "./logEntry.ts";

export const PAGE_LINES = 50; // about what a screen shows: a page is drawn whole

type Key = LogEntry["key"];
/** Counted from 0 among the lines of their entry. */
export type Page = { from: number; to: number };
type Rows = { list: readonly { at: number; page: Page | null }[]; rowOf: readonly number[] };

const pageKey = (key: Key, nth: number) => `${key}:${Math.floor(nth / PAGE_LINES)}`;

export function* pagesOf(key: Key, lines: number): Generator<Page & { key: string }> {
  for (let from = 0; from < lines; from += PAGE_LINES)
    yield { key: pageKey(key, from), from, to: Math.min(from + PAGE_LINES, lines) };
}

/** The row that shows a line; -1: none. */
export function rowAt({ list, rowOf }: Rows, { at, nth }: Place): number {
  const first = rowOf[at] ?? -1;
  const row = list[first];
  return row?.page && row.at === at ? first + Math.floor(nth / PAGE_LINES) : first;
}

/** The last row of an entry, or of what it is hidden behind. */
export function lastRowOf({ list, rowOf }: Rows, at: number): number {
  let last = rowOf[at] ?? -1;
  if (list[last]?.page && list[last]?.at === at) while (list[last + 1]?.at === at) last += 1;
  return last;
}

/** The name of one line of many, for whoever unfolds it. */
export const lineKey = (key: Key, nth: number) => `${key}/${nth}`;

/** The keys of the pages with a line that is unfolded. */
export function openPages(opened: ReadonlySet<Key>): ReadonlySet<string> {
  const pages = new Set<string>();
  for (const name of opened) {
    const [, key, nth] = typeof name === "string" ? (/^(.+)\/(\d+)$/.exec(name) ?? []) : [];
    if (key !== undefined) pages.add(pageKey(key, Number(nth)));
  }
  return pages;
}
