/** Some lines of a turn's stored output, from a line or from a byte on. */
import { OUTPUT_LINE_MAX_CHARS, OUTPUT_PAGE_MAX_BYTES } from "#server/domain/limits.ts";
import { NotFoundError } from "#server/domain/runErrors.ts";
import { findLine, findLineAt, type OutputLine, readLines } from "#server/store/outputLines.ts";
import { outputSize } from "#server/store/records/outputStore.ts";
import { refuseRemovedOutput } from "#server/store/records/removedOutput.ts";
import { getRun } from "#server/store/records/runReads.ts";

type Asked = { turn: number; stream: "stdout" | "stderr"; from: { line: number } | { offset: number }; count: number };

export type OutputLinesPage = {
  lines: OutputLine[];
  /** The line to go on with; null: there is nothing more for now. */
  next: number | null;
};

export async function readOutputLines(runId: string, { turn, stream, from, count }: Asked): Promise<OutputLinesPage> {
  const place = { turn, stream };
  const start = await ("line" in from ? findLine(runId, place, from.line) : findLineAt(runId, place, from.offset));
  const lines: OutputLine[] = [];
  if (!start) {
    if (await outputSize(runId, place)) return { lines, next: null };
    await refuseRemovedOutput(await getRun(runId));
    throw new NotFoundError(`Turn ${turn} has no stored ${stream}.`);
  }
  let bytes = 0;
  for await (const line of readLines(runId, place, start)) {
    if (lines.length >= count || bytes >= OUTPUT_PAGE_MAX_BYTES) return { lines, next: line.line };
    const text = line.text.slice(0, OUTPUT_LINE_MAX_CHARS);
    bytes += text.length;
    lines.push({ ...line, text });
  }
  return { lines, next: null };
}
