/** Output in storage for tests: pieces behind each other, as a worker would have stored them. */
import { countNewlines } from "#server/domain/newlines.ts";
import { appendOutputChunk, type OutputPlace } from "#server/store/records/outputStore.ts";

/** `cut`: so many bytes, with so many line feeds, are missing there. */
export type StoredPiece = string | Buffer | { cut: number; feeds: number };

export async function storeOutput(runId: string, place: OutputPlace, pieces: readonly StoredPiece[]): Promise<void> {
  let firstByte = 0;
  let firstLine = 0;
  for (const piece of pieces) {
    if (typeof piece === "object" && "cut" in piece) {
      firstByte += piece.cut;
      firstLine += piece.feeds;
      continue;
    }
    const bytes = Buffer.from(piece as string);
    const lines = countNewlines(bytes);
    await appendOutputChunk({ runId, claim: 1, ...place, firstByte, firstLine, bytes, lines });
    firstByte += bytes.length;
    firstLine += lines;
  }
}
