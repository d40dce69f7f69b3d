/** How long a line is that is drawn in part: all its pieces, in bytes of UTF-8. */
import type { LogEntry } from "./logEntry.ts";
import { utf8Length } from "./utf8Length.ts";

export function byteLength(entries: readonly LogEntry[], row: { at: number; count: number }): number {
  let bytes = 0;
  for (let at = row.at; at < row.at + row.count; at += 1) {
    const line = entries[at]?.line;
    if (line?.kind === "text") bytes += utf8Length(line.text);
  }
  return bytes;
}
