/** The text of a stored line, as much of it as belongs to what it was loaded for. */
import { terminalText } from "#server/domain/terminalText.ts";
import type { PassageLine } from "./logLine.ts";
import type { StoredLine } from "./storedLines.ts";

/** As it was printed: the first line of a passage may have begun before it, the last one may end behind it. */
export function toPrintedText(passage: PassageLine, line: StoredLine): string {
  const before = passage.offset - line.offset;
  const behind = line.offset + line.bytes - (passage.offset + passage.bytes);
  if (before <= 0 && behind <= 0) return line.text;
  const bytes = new TextEncoder().encode(line.text);
  const end = behind > 0 ? Math.min(bytes.length, line.bytes - behind) : bytes.length;
  return new TextDecoder().decode(bytes.subarray(Math.max(0, before), end));
}

/** As a terminal shows it; empty while it is not here. */
export function toStoredText(passage: PassageLine, line: StoredLine | undefined): string {
  return line ? terminalText(toPrintedText(passage, line)) : "";
}
