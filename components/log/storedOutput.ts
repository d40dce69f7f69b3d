/** What the log asks the server about stored output: lines, hits, which line an address is. Loaded once a log has some of it. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import type { useTRPCClient } from "#components/shell/trpc.ts";
import type { EventAddress, LineAddress } from "./lineAddress.ts";
import { formatBytes } from "#components/ui/format.ts";
import type { PassageLine, SkippedLine } from "./logLine.ts";
import { joinHits } from "./joinHits.ts";
import { readText, type CopiedPart } from "./copiedText.ts";
import type { LoadedOutput } from "./logEntries.ts";
import { createStoredLines, type StoredLines } from "./storedLines.ts";
import { createStoredScanner, type SearchStored, type StoredScanner } from "./scanStored.ts";
import { toLoaded } from "./skippedLines.ts";
import { toStoredText } from "./storedText.ts";
import { utf8Length } from "./utf8Length.ts";

/** Which line of the stored output that is; null: none. */
export type FindStoredLine = (address: LineAddress) => Promise<number | null>;

/** What was printed there, piece by piece; what was cut of it is said. */
export type ReadPrinted = (part: Pick<PassageLine, "turn" | "stream" | "offset" | "bytes">) => AsyncGenerator<string>;

export type StoredOutput = {
  lines: StoredLines;
  hits: StoredScanner;
  joinHits: typeof joinHits;
  findLine: FindStoredLine;
  readPrinted: ReadPrinted;
  /** The words of the nth line of a passage; empty while they are not here. */
  textOf(passage: PassageLine, nth: number): string;
  /** Lines to be copied, those of many that are wanted. */
  readText(parts: readonly CopiedPart[]): Promise<string>;
  /** Which stored lines skipped output is, as far as it is stored: of lines of one turn and stream, by name. */
  readSkipped(skipped: readonly SkippedLine[]): Promise<Map<number, LoadedOutput>>;
};

export function createStoredOutput(client: ReturnType<typeof useTRPCClient>, runId: string): StoredOutput {
  const { runs } = client;
  const lines = createStoredLines(({ turn, stream }, { from, count }) =>
    runs.outputLines.query({ runId, turn, stream, from: { line: from }, count }),
  );
  const search: SearchStored = async ({ text, matchCase, regex }, { turn, stream, from, to }, signal) => {
    const asked = { runId, text, matchCase, regex, turn, from: { turn, stream, line: from }, until: to };
    const { hits, next } = await runs.searchOutput.query(asked, { signal });
    return { hits, next: next && next.turn === turn && next.stream === stream ? next.line : null };
  };
  return {
    lines,
    hits: createStoredScanner(search),
    joinHits,
    textOf: (passage, nth) => toStoredText(passage, lines.line(passage, passage.line + nth)),
    readText: (parts) => readText(parts, lines),
    async readSkipped(skipped) {
      const [first] = skipped;
      if (!first) return new Map();
      const { turn, stream } = first;
      const ranges = skipped.map(({ offset, bytes }) => ({ from: offset, to: offset + bytes }));
      const answer = await runs.outputSpans.query({ runId, turn, stream, ranges });
      return new Map(
        skipped.map((line, nth) => [line.n, toLoaded(line, answer.stored ? (answer.ranges[nth] ?? []) : null)]),
      );
    },
    async *readPrinted({ turn, stream, offset, bytes }) {
      const end = offset + bytes;
      for (let from = offset; from < end;) {
        const page = await runs.output.query({ runId, turn, stream, from, to: end });
        const cut = Math.min(page.from, end) - from;
        if (cut > 0) yield `[${formatBytes(cut)} were cut here]\n`;
        if (page.to <= from || page.from >= end) return;
        yield page.text;
        from = page.to;
      }
    },
    async findLine(address) {
      const stored = "seq" in address ? await findStored(address) : address;
      if (!stored) return null;
      const { turn, stream, offset } = stored;
      const { lines } = await runs.outputLines.query({ runId, turn, stream, from: { offset }, count: 1 });
      return lines[0]?.line ?? null;
    },
  };

  /** Where the text of an event's nth line is stored. */
  async function findStored({ seq, part }: EventAddress) {
    const { events } = await runs.eventsPage.query({ runId, after: seq - 1, limit: 1 });
    const event = events[0] as RunEvent | undefined;
    if (event?.seq !== seq || (event.type !== "subprocess_output" && event.type !== "output_skipped")) return null;
    const { turn, stream, offset } = event;
    if (event.type === "output_skipped") return { turn, stream, offset };
    const before = event.text.split("\n", part).reduce((bytes, line) => bytes + utf8Length(line) + 1, 0);
    return { turn, stream, offset: offset + before };
  }
}
