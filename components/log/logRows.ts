/** The rows on the screen: lines without what is folded away, with what was loaded on demand. */
import type { BlockLine, LogLine, SkippedLine, TextLine } from "./logLine.ts";

/** `number` counts the lines as they stand, the folded ones too: it never goes back. */
export type LogRow = { key: string; line: LogLine; number: number };

/** Skipped output that somebody asked for, as far as it was read. */
export type LoadedOutput = { lines: TextLine[]; upTo: number };

export function toRows(
  lines: readonly LogLine[],
  view: { isOpen: (block: BlockLine) => boolean; loaded: ReadonlyMap<number, LoadedOutput> },
): LogRow[] {
  const rows: LogRow[] = [];
  let number = 0;
  for (const line of lines) {
    if (line.block !== null) continue; // stands under its head
    number += 1;
    const loaded = line.kind === "skipped" ? view.loaded.get(line.n) : undefined;
    if (line.kind === "skipped" && loaded) rows.push(...loadedRows({ skipped: line, loaded, number }));
    else rows.push({ key: String(line.n), line, number });
    if (line.kind !== "block" || line.inside === 0) continue;
    if (view.isOpen(line))
      for (const [index, inside] of lines.slice(line.bodyAt, line.bodyAt + line.inside).entries())
        rows.push({ key: String(inside.n), line: inside, number: number + index + 1 });
    number += line.inside;
  }
  return rows;
}

function loadedRows(of: { skipped: SkippedLine; loaded: LoadedOutput; number: number }): LogRow[] {
  const { skipped, loaded, number } = of;
  const rows: LogRow[] = loaded.lines.map((line, index) => ({ key: `${skipped.n}+${index}`, line, number }));
  const bytes = skipped.offset + skipped.bytes - loaded.upTo;
  if (bytes > 0) rows.push({ key: `${skipped.n}+`, line: { ...skipped, offset: loaded.upTo, bytes }, number });
  return rows;
}

/** Rows of one line have one height; prose is measured. */
export function rowHeight(line: LogLine): number {
  switch (line.kind) {
    case "turn":
      return 32;
    case "block":
    case "skipped":
    case "gap":
      return 26;
    case "text":
      return line.prose ? 24 : 20;
  }
}
