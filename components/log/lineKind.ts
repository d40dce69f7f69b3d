/** What a line is about, and whether it says that something went wrong. */
import type { LineKind } from "./logEntry.ts";
import type { BlockLine, LogLine } from "./logLine.ts";

const kinds = { msg: "messages", think: "messages", cmd: "commands", chg: "changes" } as const;
const kindOfTag: Partial<Record<string, LineKind["kind"]>> = kinds;

const plain: LineKind = { kind: null, bad: false };

/** What stands inside of a block is of the block's kind. */
export function toLineKind(line: LogLine, block: BlockLine | null): LineKind {
  if (block) return toLineKind(block, null);
  if (line.kind === "block") return { kind: kindOfTag[line.tag] ?? null, bad: line.state === "failed" };
  if (line.kind !== "text") return plain;
  const kind = kindOfTag[line.tag] ?? null;
  const bad = line.tone === "bad";
  return kind || bad ? { kind, bad } : plain;
}
