/** One stream's way in: bytes → redaction → spool on disk → lines; and what of an unfinished line may be shown. */
import { OUTPUT_PARTIAL_MS } from "#server/domain/limits.ts";
import type { Redactor } from "#server/redaction/redact.ts";
import type { TurnParser } from "#server/worker/harness.ts";
import type { OutputStream } from "#server/worker/process/childProcess.ts";
import { createLineReader } from "./lineReader.ts";
import type { ReadLine } from "./lineReader.ts";
import type { SpoolWriter } from "./spool.ts";
import type { RawBytes } from "./textPieces.ts";

export type IntakeParts = { redactor: Redactor; spool: SpoolWriter; parse: TurnParser };

export function createStreamIntake(stream: OutputStream, { redactor, spool, parse }: IntakeParts) {
  const reader = createLineReader({ offset: spool.startsAt[stream] });
  const isPlain = (lines: Buffer) => parse.passesOver?.(stream, lines) ?? false;
  let since: number | null = null; // when the oldest byte came whose line is not finished

  function store(bytes: Buffer): ReadLine[] {
    if (bytes.length === 0) return [];
    spool.write(stream, bytes);
    return reader.push(bytes, isPlain);
  }

  return {
    push(bytes: Buffer, now: number): ReadLine[] {
      const lines = store(redactor.push(bytes));
      if (lines.length > 0) since = null;
      if (redactor.held() > 0 || reader.isUnfinished()) since ??= now;
      return lines;
    },
    /** When `takeDue` should be asked, or null while nothing is unfinished. */
    dueAt(): number | null {
      return since === null ? null : since + OUTPUT_PARTIAL_MS;
    },
    /** The unfinished line as far as it may be shown: never what may still become a line of the harness. */
    takeDue(): { lines: ReadLine[]; partial: RawBytes | null; since: number } {
      const waitedFrom = since ?? 0;
      since = null;
      const lines = store(redactor.release());
      const beginning = reader.peek();
      const mayShow = beginning !== null && !parse.holds(stream, beginning);
      return { lines, partial: mayShow ? reader.takePartial() : null, since: waitedFrom };
    },
    end(): ReadLine[] {
      return [...store(redactor.end()), ...reader.end()];
    },
  };
}
