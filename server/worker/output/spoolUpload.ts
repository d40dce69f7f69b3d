/** Brings a spool's bytes into the record: in order, in chunks that are the same again after a crash, retried until they are there. */
import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OUTPUT_CHUNK_BYTES, SPOOL_RETRY_MAX_MS, SPOOL_UPLOAD_EVERY_MS } from "#server/domain/limits.ts";
import { countNewlines } from "#server/domain/newlines.ts";
import { logger } from "#server/logger.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";
import type { OutputStream } from "#server/worker/process/childProcess.ts";
import { systemClock } from "./clock.ts";
import type { SpoolFile } from "./spoolFile.ts";

export type OutputStoreChunk = {
  runId: string;
  claim: number;
  turn: number;
  stream: OutputStream;
  firstByte: number;
  firstLine: number;
  bytes: Buffer;
  lines: number;
};
/** Idempotent by (run, turn, stream, firstByte); false = the claim is lost, nothing more will be taken. */
export type AppendOutputChunk = (chunk: OutputStoreChunk) => Promise<boolean>;
export type StreamStart = { bytes: number; lines: number };
export type StreamEnd = { bytes: number; cut: { from: number; bytes: number } | null };
export type SpoolNames = { runId: string; turn: number; claim: number };

/** What is on its way: after a crash exactly this is sent again, because the record may hold it already. */
type Journal = { from: number; to: number; line: number; nextLine: number };

export type UploadParts = SpoolNames & {
  folder: string;
  stream: OutputStream;
  file: SpoolFile;
  startsAt: StreamStart;
  store: AppendOutputChunk;
};

export function createUpload(parts: UploadParts) {
  const { file, startsAt, stream } = parts;
  const journalPath = join(parts.folder, `${stream}.sent`);
  let journal: Journal = existsSync(journalPath)
    ? (JSON.parse(readFileSync(journalPath, "utf8")) as Journal)
    : { from: 0, to: 0, line: 0, nextLine: 0 };
  let unsure = journal.to > 0; // it may or may not be in the record
  let refused = false;

  /** A full disk costs the certainty after a crash, not the output. */
  async function note(next: Journal): Promise<void> {
    try {
      // Whole or not at all: a worker may be killed in the middle of it.
      await writeFile(`${journalPath}.next`, JSON.stringify(next), { mode: 0o600 });
      await rename(`${journalPath}.next`, journalPath);
    } catch (error) {
      logger.warn(
        { err: error, runId: parts.runId, turn: parts.turn },
        "the journal of an output upload was not written",
      );
    }
  }

  /** True once it is in the record; false when the claim is lost or the signal aborted. */
  async function deliver(bytes: Buffer, at: StreamStart, signal: AbortSignal): Promise<boolean> {
    const { runId, claim, turn } = parts;
    const chunk = {
      runId,
      claim,
      turn,
      stream,
      firstByte: at.bytes,
      firstLine: at.lines,
      bytes,
      lines: countNewlines(bytes),
    };
    for (
      let waitMs = SPOOL_UPLOAD_EVERY_MS;
      !refused && !signal.aborted;
      waitMs = Math.min(waitMs * 2, SPOOL_RETRY_MAX_MS)
    ) {
      try {
        refused = !(await parts.store(chunk));
        if (refused)
          logger.warn(
            { runId, turn, claim },
            "output is no longer taken: the run has another holder, or its log is removed",
          );
        return !refused;
      } catch (error) {
        if (waitMs === SPOOL_UPLOAD_EVERY_MS)
          warnThrottled("output could not be stored; it waits on disk", { err: error, runId, turn });
        await systemClock.sleep(waitMs, signal);
      }
    }
    return false;
  }

  async function sendHead(to: number, signal: AbortSignal): Promise<boolean> {
    while ((unsure || journal.to < to) && !refused) {
      if (!unsure) {
        const bytes = file.readHead(journal.to, OUTPUT_CHUNK_BYTES);
        const line = journal.nextLine;
        journal = { from: journal.to, to: journal.to + bytes.length, line, nextLine: line + countNewlines(bytes) };
        await note(journal);
        unsure = true;
      }
      const bytes = file.readHead(journal.from, journal.to - journal.from);
      const at = { bytes: startsAt.bytes + journal.from, lines: startsAt.lines + journal.line };
      if (!(await deliver(bytes, at, signal))) return false;
      unsure = false;
    }
    return !refused;
  }

  return {
    /** How much of the head is not sent yet. */
    waiting: () => (refused ? 0 : file.headBytes() - journal.to),
    refused: () => refused,
    /** Sends everything the head holds now; false = not all of it arrived. */
    send: (signal: AbortSignal) => sendHead(file.headBytes(), signal),
    /** Sends what the ring kept, after the head and behind the cut. */
    async sendTail(options: { crashed: boolean; signal: AbortSignal }): Promise<{ end: StreamEnd; stored: boolean }> {
      const tail = file.readTail(options);
      const from = startsAt.bytes + file.headBytes();
      const cut = tail.skipped > 0 ? { from, bytes: tail.skipped } : null;
      const end = { bytes: startsAt.bytes + file.total(), cut };
      let lines = startsAt.lines + tail.firstLine;
      for (let at = 0; at < tail.bytes.length; at += OUTPUT_CHUNK_BYTES) {
        const bytes = tail.bytes.subarray(at, at + OUTPUT_CHUNK_BYTES);
        const start = { bytes: from + tail.skipped + at, lines };
        if (!(await deliver(bytes, start, options.signal))) return { end, stored: refused };
        lines += countNewlines(bytes);
      }
      return { end, stored: true };
    },
  };
}
