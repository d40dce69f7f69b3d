/** How long a line is that is drawn in part: all its pieces, in bytes of UTF-8. */
import type { LogEntry } from "./logEntry.ts";

export function byteLength(entries: readonly LogEntry[], row: { at: number; count: number }): number {
  let bytes = 0;
  for (let at = row.at; at < row.at + row.count; at += 1) {
    const line = entries[at]?.line;
    if (line?.kind === "text") bytes += utf8Length(line.text);
  }
  return bytes;
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    else if (code >= 0xd800 && code <= 0xdfff)
      bytes += 1; // each half of a pair stands for two of four
    else bytes += 2;
  }
  return bytes;
}
