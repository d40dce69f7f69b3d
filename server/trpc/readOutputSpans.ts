/** Ranges of bytes of a turn's output as lines of the stored output, part by part. */
import { outputSize } from "#server/store/records/outputStore.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { type ByteRange, findSpan, type LineSpan } from "#server/store/outputSpan.ts";

type Asked = { turn: number; stream: "stdout" | "stderr"; ranges: ByteRange[] };

/** Without a span: these bytes were cut. */
export type OutputSpan = ByteRange & { span: LineSpan | null };

export type OutputSpans = {
  /** For each range its parts, one after the other; they end before it does when the rest is not stored yet. */
  ranges: OutputSpan[][];
  /** False: nothing of this turn and stream is stored (any more). */
  stored: boolean;
};

export async function readOutputSpans(runId: string, { turn, stream, ranges }: Asked): Promise<OutputSpans> {
  const place = { turn, stream };
  const size = await outputSize(runId, place);
  if (!size) {
    await getRun(runId);
    return { ranges: [], stored: false };
  }
  const spans: OutputSpan[][] = [];
  for (const range of ranges) {
    const parts: OutputSpan[] = [];
    for (const { isCut, ...part } of partsOf(range, size))
      parts.push({ ...part, span: isCut ? null : await findSpan(runId, place, part) });
    spans.push(parts);
  }
  return { ranges: spans, stored: true };
}

function partsOf({ from, to }: ByteRange, size: { total: number; cut: { from: number; bytes: number } | null }) {
  const end = Math.min(to, size.total);
  const cut = size.cut ?? { from: size.total, bytes: 0 };
  const behind = cut.from + cut.bytes;
  return [
    { from, to: Math.min(end, cut.from), isCut: false },
    { from: Math.max(from, cut.from), to: Math.min(end, behind), isCut: true },
    { from: Math.max(from, behind), to: end, isCut: false },
  ].filter((part) => part.from < part.to);
}
