/** The log as plain text: what was said, without numbers, times, tags and colours, ready to be pasted anywhere. */
import { formatBytes, formatCount } from "#components/ui/format.ts";
import { visibleText } from "#server/domain/visibleText.ts";
import type { LogEntry } from "./logEntry.ts";
import type { LogLine } from "./logLine.ts";
import { shownTextOf } from "./shownText.ts";

const RESET = "\x1b[0m";

/** With colours, output is what the program printed, byte for byte. */
export function toCleanText(entries: Iterable<LogEntry>, options: { colors?: boolean } = {}): string {
  const parts: string[] = [];
  for (const { line } of entries) {
    // The pieces of a long line are one line again.
    if (parts.length > 0 && !(line.kind === "text" && line.goesOn)) parts.push("\n");
    parts.push(options.colors && line.kind === "text" ? coloredText(line) : cleanTextOf(line));
  }
  return parts.join("");
}

function coloredText(line: LogLine & { kind: "text" }): string {
  return line.text.includes("\x1b") ? `${line.text}${RESET}` : line.text;
}

export function cleanTextOf(line: LogLine): string {
  switch (line.kind) {
    case "turn":
      return `Turn ${line.turn}${line.try > 1 ? `, try ${line.try}` : ""}`;
    case "block":
      return line.tag === "cmd" ? `$ ${visibleText(line.title)}` : visibleText(line.title);
    case "text":
      return shownTextOf(line);
    case "passage":
    case "skipped":
      return `[${formatBytes(line.bytes)} of ${line.stream} skipped here, stored]`;
    case "gap":
      return line.from === line.to
        ? `[event ${formatCount(line.from)} is gone]`
        : `[events ${formatCount(line.from)} to ${formatCount(line.to)} are gone]`;
  }
}

/** A command with what it printed. */
export function blockText(entries: readonly LogEntry[], at: number): string {
  const head = entries[at];
  if (!head) return "";
  let end = at + 1;
  while (entries[end]?.line.block === head.line.n) end += 1;
  return toCleanText(entries.slice(at, end));
}
