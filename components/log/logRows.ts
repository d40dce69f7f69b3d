/** The rows on the screen: the entries that somebody wants to see, without what is folded away. */
import { noEntries, sameSince, type LogEntries } from "./logEntries.ts";
import type { LogEntry } from "./logEntry.ts";
import { isOfKind, type LogKind } from "./logKinds.ts";
import type { BlockLine } from "./logLine.ts";
import { lastRowOf, openPages, pagesOf } from "./logPages.ts";

export type LogRow = {
  key: number | string;
  entry: LogEntry;
  /** Where its entry stands among all, and how many it stands for. */
  at: number;
  count: number;
  /** More than one entry: the same line again and again, or one line that is longer than a row. */
  fold: "repeat" | "long" | null;
  /** Whether that fold is open: its entries stand as rows of their own then. Of a page: one of its lines is. */
  open: boolean;
  /** Of an entry with many lines: those that this row shows, counted from 0. */
  page: { from: number; to: number } | null;
};

export type LogView = {
  scope: number | null;
  kind: LogKind;
  /** Blocks that somebody folded or unfolded, by number. */
  toggled: ReadonlySet<number>;
  /** Turns that somebody folded, by the number of their head. */
  closed: ReadonlySet<number>;
  /** Repeats, long lines and objects that somebody unfolded, by key. */
  opened: ReadonlySet<number | string>;
};

/** The rows of one turn, its head first. */
export type TurnSpan = { from: number; to: number };

/** A new one for every change, over lists that are the same all along: only the newest is true. */
export type LogRows = {
  readonly list: readonly LogRow[];
  /** For each entry: the row that shows it (its first), or the one behind which it is hidden. */
  readonly rowOf: readonly number[];
  readonly turns: readonly TurnSpan[];
  readonly version: number;
};

const MIN_REPEATS = 3; // two alike are read faster than "×2"

/** Failed commands stand open, all others folded, until somebody says otherwise. */
export function isOpenBlock(block: BlockLine, { toggled }: Pick<LogView, "toggled">): boolean {
  return toggled.has(block.n) !== (block.state === "failed");
}

export function isShown(entry: LogEntry, { scope, kind }: Pick<LogView, "scope" | "kind">): boolean {
  return (scope === null || entry.line.within?.turn === scope) && isOfKind(entry, kind);
}

/** True for a line of output that says what the one before it said. */
export function isRepeat(one: LogEntry | undefined, other: LogEntry | undefined): boolean {
  const [a, b] = [one?.line, other?.line];
  if (a?.kind !== "text" || b?.kind !== "text" || (a.tag !== "out" && a.tag !== "err")) return false;
  return (
    a.text === b.text && a.tag === b.tag && a.block === b.block && a.within === b.within && isWhole(a) && isWhole(b)
  );
}
const isWhole = (line: { text: string; goesOn: boolean }) => !line.goesOn && line.text.trim() !== "";

type Built = { list: LogRow[]; rowOf: number[]; turns: TurnSpan[] };

/** Makes the rows anew only from the first entry that changed on, as long as the whole log is seen and the view stays. */
export function createRows() {
  let seen = noEntries;
  let view: LogView | null = null;
  let rows: LogRows = { list: [], rowOf: [], turns: [], version: 0 };
  const built: Built = { list: [], rowOf: [], turns: [] };
  return (entries: LogEntries, nextView: LogView): LogRows => {
    if (entries === seen && nextView === view) return rows;
    const same = nextView === view && view.kind === "all" ? sameSince(seen, entries) : 0;
    [seen, view] = [entries, nextView];
    build(built, { entries: entries.list, view, from: safeStart(entries.list, same) });
    rows = { ...built, version: rows.version + 1 };
    return rows;
  };
}

/** Where nothing that stands before depends on what comes: not within repeats, a long line or a block. */
function safeStart(entries: readonly LogEntry[], same: number): number {
  let at = Math.min(same, entries.length);
  const goesOn = (entry: LogEntry | undefined) => entry?.line.kind === "text" && entry.line.goesOn;
  const isInBlock = (entry: LogEntry | undefined) => entry !== undefined && entry.line.block !== null;
  if (at > 0) at -= 1;
  while (at > 0 && (isRepeat(entries[at - 1], entries[at]) || goesOn(entries[at]))) at -= 1;
  while (at > 0 && isInBlock(entries[at])) at -= 1;
  return at;
}

/** In place, for the reason that entries are. */
function build(
  { list, rowOf, turns }: Built,
  { entries, view, from }: { entries: readonly LogEntry[]; view: LogView; from: number },
): void {
  const keep = from === 0 ? 0 : lastRowOf({ list, rowOf }, from - 1) + 1;
  const opened = openPages(view.opened);
  list.length = keep;
  rowOf.length = from;
  while (turns.length > 0 && (turns.at(-1)?.from ?? 0) >= keep) turns.pop();
  const open = turns.at(-1);
  if (open) turns[turns.length - 1] = { ...open, to: Math.min(open.to, keep - 1) };
  let block: BlockLine | null = null;

  const push = (row: Omit<LogRow, "key" | "page"> & Partial<Pick<LogRow, "key" | "page">>) => {
    const { line } = row.entry;
    if (line.kind === "turn") {
      const last = list.at(-1);
      // Narrowed to a kind, a turn without a line of it is not worth a row.
      if (view.kind !== "all" && last?.entry.line.kind === "turn") {
        list.pop();
        turns.pop();
      }
      turns.push({ from: list.length, to: list.length });
    }
    const span = turns.at(-1);
    const head = span && list[span.from]?.entry.line;
    if (span && head && line.within?.head === head.n) span.to = list.length;
    list.push({ key: row.entry.key, page: null, ...row });
  };

  for (let at = from; at < entries.length;) {
    const entry = entries[at];
    if (!entry) break;
    const { line } = entry;
    if (line.kind === "block") block = line;
    const end = endOfFold(entries, at);
    const count = end - at;
    const hidden =
      !isShown(entry, view) ||
      (line.kind !== "turn" && line.within !== null && view.closed.has(line.within.head)) ||
      (line.block !== null && (block === null || !isOpenBlock(block, view)));
    if (!hidden && line.kind === "passage") {
      rowOf[at] = list.length;
      for (const { key, ...page } of pagesOf(entry.key, line.lines))
        push({ key, entry, at, count: 1, fold: null, open: opened.has(key), page });
    } else if (!hidden) {
      const fold = count === 1 ? null : isRepeat(entry, entries[at + 1]) ? "repeat" : "long";
      const open = view.opened.has(entry.key);
      push({ entry, at, count, fold, open });
      rowOf[at] = list.length - 1;
      for (let more = at + 1; more < end; more += 1) {
        const rest = entries[more];
        if (open && rest) push({ entry: rest, at: more, count: 1, fold: null, open: fold === "long" });
        rowOf[more] = list.length - 1;
      }
    } else for (let more = at; more < end; more += 1) rowOf[more] = list.length - 1;
    at = end;
  }
  const last = list.at(-1);
  if (view.kind !== "all" && last?.entry.line.kind === "turn" && list.length > 1) {
    list.pop();
    turns.pop();
  }
}

/** Behind the entries that one row can stand for. */
function endOfFold(entries: readonly LogEntry[], at: number): number {
  const long = (entry: LogEntry | undefined) => entry?.line.kind === "text" && entry.line.goesOn;
  let end = at + 1;
  if (long(entries[end])) {
    while (long(entries[end])) end += 1;
    return end;
  }
  while (isRepeat(entries[at], entries[end])) end += 1;
  if (long(entries[end])) end -= 1; // the last of them goes on: it is another line
  return end - at < MIN_REPEATS ? at + 1 : end;
}
