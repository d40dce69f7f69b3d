/** What a line is about: the kinds that the log can be narrowed to, and how many there are of each. */
import { noEntries, sameSince, type LogEntries } from "./logEntries.ts";
import type { LogEntry } from "./logEntry.ts";

export const LOG_KINDS = ["all", "messages", "commands", "changes", "errors"] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** True for what stands in the log when it is narrowed to that kind; gaps stand in every log. */
export function isOfKind(entry: LogEntry, kind: LogKind): boolean {
  if (kind === "all" || entry.line.kind === "turn" || entry.line.kind === "gap") return true;
  return kind === "errors" ? entry.about.bad : entry.about.kind === kind;
}

export type KindCounts = Record<LogKind, number>;

/** What is inside of a block, the rest of a long line, and what was loaded of skipped output is counted with what it belongs to. */
const countsByItself = ({ line }: LogEntry, before: LogEntry | undefined) =>
  line.block === null && line.kind !== "turn" && !(line.kind === "text" && line.goesOn) && line.n !== before?.line.n;

function addTo(counts: KindCounts, { line, about: { kind, bad } }: LogEntry): void {
  counts.all += line.kind === "passage" ? line.shown : 1;
  if (kind) counts[kind] += 1;
  if (bad) counts.errors += 1;
}

const STEP = 1_024; // entries between two subtotals: what is counted again when the last line changes

/** Counts what came since the last time. */
export function createCounts() {
  let seen = noEntries;
  let scope: number | null = null;
  let subtotals: KindCounts[] = [];
  let counts: KindCounts = { all: 0, messages: 0, commands: 0, changes: 0, errors: 0 };
  return (entries: LogEntries, nextScope: number | null): KindCounts => {
    if (entries === seen && nextScope === scope) return counts;
    const same = nextScope === scope ? sameSince(seen, entries) : 0;
    [seen, scope] = [entries, nextScope];
    subtotals = subtotals.slice(0, Math.floor(same / STEP) + 1);
    const last = same === 0 ? null : subtotals.at(-1);
    if (!last) subtotals = [];
    counts = { ...(last ?? { all: 0, messages: 0, commands: 0, changes: 0, errors: 0 }) };
    for (let at = last ? (subtotals.length - 1) * STEP : 0; at < entries.list.length; at += 1) {
      if (at === subtotals.length * STEP) subtotals.push({ ...counts });
      const entry = entries.list[at];
      if (!entry || (scope !== null && entry.line.within?.turn !== scope)) continue;
      if (countsByItself(entry, entries.list[at - 1])) addTo(counts, entry);
    }
    return counts;
  };
}
