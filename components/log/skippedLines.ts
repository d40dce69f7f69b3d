/** What skipped output is as lines, once the server has said which it is. */
import { formatBytes } from "#components/ui/format.ts";
import type { LoadedOutput } from "./logEntries.ts";
import type { PassageLine, SkippedLine, TextLine } from "./logLine.ts";

/** Without a span these bytes were cut. */
type Part = { from: number; to: number; span: { line: number; lines: number } | null };

/** null: nothing of it is stored any more. */
export function toLoaded(line: SkippedLine, parts: readonly Part[] | null): LoadedOutput {
  if (parts) return { lines: parts.map((part, nth) => toLine(line, part, nth)), upTo: parts.at(-1)?.to ?? line.offset };
  const gone = toNote(line, 0, `${formatBytes(line.bytes)} of ${line.stream} are not stored any more.`);
  return { lines: [gone], upTo: line.offset + line.bytes };
}

/** Their addresses go on behind that of what they were loaded from, and they have its name. */
const placeOf = ({ n, seq, part, ts, within }: SkippedLine, nth: number) => ({
  ...{ n, seq, ts, within },
  part: part + 1 + nth,
  block: null,
});

function toLine(of: SkippedLine, { from, to, span }: Part, nth: number): PassageLine | TextLine {
  if (!span) return toNote(of, nth, `${formatBytes(to - from)} were cut: the output was longer than is stored.`);
  const { turn, stream, seq } = of;
  const stored = { turn, stream, offset: from, bytes: to - from, ...span };
  return { kind: "passage", ...placeOf(of, nth), ...stored, shown: 1, to: seq }; // counted as what was skipped
}

function toNote(of: SkippedLine, nth: number, text: string): TextLine {
  const tag = of.stream === "stdout" ? "out" : "err";
  const plain = { tag, text, tone: "quiet", sgr: null, prose: false, goesOn: false, offset: null } as const;
  return { kind: "text", ...placeOf(of, nth), ...plain };
}
