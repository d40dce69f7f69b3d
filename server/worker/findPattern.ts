/** The completion pattern on the last lines of codys-log.md, by an engine that is linear in the text. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RE2JS } from "re2js";
import { EVENT_MESSAGE_MAX_BYTES } from "#server/domain/limits.ts";
import { CODYS_LOG } from "#server/project/promptFiles.ts";

/** The line that matches, the last one first; null = none, or no log yet. `scanTailLines` ≤ 0 = the whole file. */
export async function findPattern(
  epicFolder: string,
  completion: { pattern: string | null; scanTailLines: number },
): Promise<string | null> {
  if (completion.pattern === null) return null;
  const text = await readFile(join(epicFolder, CODYS_LOG), "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const scanned = completion.scanTailLines > 0 ? lines.slice(-completion.scanTailLines) : lines;
  const pattern = RE2JS.compile(completion.pattern);
  const found = scanned.findLast((line) => pattern.matcher(line).find());
  return found === undefined ? null : found.slice(0, EVENT_MESSAGE_MAX_BYTES);
}
