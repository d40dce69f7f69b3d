/** The text of lines that somebody copies, those whose text is not here included. */
import { toCleanText } from "./cleanText.ts";
import type { LogEntry } from "./logEntry.ts";
import { toStoredText } from "./storedText.ts";
import type { StoredLines } from "./storedLines.ts";

/** An entry with those of its lines that are wanted. */
export type CopiedPart = { entry: LogEntry; from: number; to: number };

export async function readText(parts: readonly CopiedPart[], stored: StoredLines): Promise<string> {
  const texts: string[] = [];
  let plain: LogEntry[] = []; // pieces of one line stay together
  const flush = () => {
    if (plain.length > 0) texts.push(toCleanText(plain));
    plain = [];
  };
  for (const { entry, from, to } of parts) {
    const { line } = entry;
    if (line.kind !== "passage") {
      plain.push(entry);
      continue;
    }
    flush();
    const lines = await stored.read({ ...line, from: line.line + from, to: line.line + to });
    texts.push(lines.map((one) => toStoredText(line, one)).join("\n"));
  }
  flush();
  return texts.join("\n");
}
