/** A part of a turn's stored output as text, cut at whole characters so that parts join. */
import { OUTPUT_PAGE_MAX_BYTES } from "#server/domain/limits.ts";
import { NotFoundError } from "#server/domain/runErrors.ts";
import { outputSize, readOutput } from "#server/store/records/outputStore.ts";
import { refuseRemovedOutput } from "#server/store/records/removedOutput.ts";
import { getRun } from "#server/store/records/runReads.ts";

type Part = { turn: number; stream: "stdout" | "stderr"; from: number; to?: number | undefined };

export type OutputPage = {
  text: string;
  /** Byte positions of `text`; `to` is where the next part begins. */
  from: number;
  to: number;
  total: number;
  cut: { from: number; bytes: number } | null;
};

/** How many bytes stand before a character that the end cuts off; all of them when none is cut. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue; // inside a character
    const length = byte >= 0b1111_0000 ? 4 : byte >= 0b1110_0000 ? 3 : byte >= 0b1100_0000 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** One contiguous stretch: it begins behind what was cut, or ends before it, so that positions stay true. */
export function pageRange(
  part: { from: number; to?: number | undefined },
  size: Pick<OutputPage, "total" | "cut">,
): { from: number; end: number } {
  const hole = size.cut ?? { from: size.total, bytes: 0 };
  const behind = hole.from + hole.bytes;
  const from = Math.min(part.from >= hole.from ? Math.max(part.from, behind) : part.from, size.total);
  const last = Math.min(part.to ?? size.total, from + OUTPUT_PAGE_MAX_BYTES, from < hole.from ? hole.from : size.total);
  return { from, end: Math.max(from, last) };
}

export async function readOutputPage(runId: string, part: Part): Promise<OutputPage> {
  const { turn, stream } = part;
  const size = await outputSize(runId, { turn, stream });
  if (!size) {
    await refuseRemovedOutput(await getRun(runId));
    throw new NotFoundError(`Turn ${turn} has no stored ${stream}.`);
  }
  const { from, end } = pageRange(part, size);
  const pieces: Buffer[] = [];
  if (end > from) for await (const piece of readOutput(runId, { turn, stream, from, to: end })) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const kept = from + bytes.length < size.total ? wholeCharacters(bytes) : bytes.length;
  // A part shorter than one character would never get on: it is shown as it is.
  const length = kept > 0 ? kept : bytes.length;
  return {
    text: new TextDecoder().decode(bytes.subarray(0, length)),
    from,
    to: from + length,
    total: size.total,
    cut: size.cut,
  };
}
