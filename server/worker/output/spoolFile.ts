/** One stream of a turn on disk: the head as it comes, the tail in a ring, so that a flood costs neither memory nor disk. */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { SPOOL_RING_MARGIN_BYTES } from "#server/domain/limits.ts";
import { countNewlines } from "#server/domain/newlines.ts";
import type { OutputStream } from "#server/worker/process/childProcess.ts";

/** Where the ring stands: how many bytes it ever took, and how many lines the stream ended so far. */
const HEADER_BYTES = 32;
const OWNER_ONLY = 0o600; // output may say more than it should

function writeAll(file: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

/** Fills `bytes` from a place of the file; answers how many it has there. */
function fill(bytes: Buffer, file: number, from: number): number {
  let done = 0;
  while (done < bytes.length) {
    const read = readSync(file, bytes, done, bytes.length - done, from + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

function readAll(file: number, range: { from: number; to: number }): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, range.to - range.from));
  return bytes.subarray(0, fill(bytes, file, range.from));
}

/** What the ring kept of the bytes after the head. */
export type Tail = { skipped: number; bytes: Buffer; firstLine: number };

export type SpoolFile = {
  headBytes(): number;
  /** The next bytes as they stand in the head. */
  readHead(from: number, maxBytes: number): Buffer;
  /** Writes to the head while `headRoom` lasts, then for ever to the ring; answers what the head took. */
  write(bytes: Buffer, headRoom: number): number;
  /** All bytes ever given to it, kept or not. */
  total(): number;
  readTail(options: { crashed: boolean }): Tail;
  close(): void;
};

export function openSpoolFile(folder: string, stream: OutputStream, ringBytes: number): SpoolFile {
  const headPath = join(folder, `${stream}.head`);
  const ringPath = join(folder, `${stream}.ring`);
  const head = openSync(headPath, existsSync(headPath) ? "r+" : "w+", OWNER_ONLY);
  let ring = existsSync(ringPath) ? openSync(ringPath, "r+") : null;
  let headSize = fstatSync(head).size;
  let [ringTaken, lines] = ring === null ? [0, 0] : readHeader(ringPath);
  let broken = false;

  function toRing(bytes: Buffer): void {
    ring ??= openSync(ringPath, "w+", OWNER_ONLY);
    for (let done = 0; done < bytes.length;) {
      const at = ringTaken % ringBytes;
      const part = bytes.subarray(done, done + Math.min(SPOOL_RING_MARGIN_BYTES, ringBytes - at));
      writeAll(ring, part, HEADER_BYTES + at);
      ringTaken += part.length;
      done += part.length;
    }
    const header = `${ringTaken} ${lines}`.padEnd(HEADER_BYTES);
    writeAll(ring, Buffer.from(header), 0);
  }

  return {
    headBytes: () => headSize,
    readHead: (from, maxBytes) => readAll(head, { from, to: Math.min(headSize, from + maxBytes) }),
    write(bytes, headRoom) {
      lines += countNewlines(bytes);
      if (broken) {
        ringTaken += bytes.length;
        return 0;
      }
      const total = headSize + ringTaken + bytes.length;
      const fits = ringTaken > 0 ? 0 : Math.max(0, Math.min(bytes.length, headRoom));
      try {
        writeAll(head, bytes.subarray(0, fits), headSize);
        headSize += fits;
        if (fits < bytes.length) toRing(bytes.subarray(fits));
        return fits;
      } catch (error) {
        broken = true; // a full disk ends the storing, never the turn
        ringTaken = total - headSize;
        throw error;
      }
    },
    total: () => headSize + ringTaken,
    readTail({ crashed }) {
      const nothing = { skipped: ringTaken, bytes: Buffer.alloc(0), firstLine: lines };
      if (ring === null || broken || ringTaken === 0) return nothing;
      // A crash may have left the newest write in the ring, over the oldest bytes, and the header before it.
      const wrapped = ringTaken > ringBytes || (crashed && ringTaken + SPOOL_RING_MARGIN_BYTES > ringBytes);
      const kept = wrapped
        ? Math.max(0, Math.min(ringTaken, ringBytes) - (crashed ? SPOOL_RING_MARGIN_BYTES : 0))
        : ringTaken;
      const start = (ringTaken - kept) % ringBytes;
      // Several MB, so it stands in memory once.
      const room = Buffer.allocUnsafe(kept);
      const first = fill(room.subarray(0, Math.min(ringBytes - start, kept)), ring, HEADER_BYTES + start);
      const bytes = room.subarray(0, first + fill(room.subarray(first), ring, HEADER_BYTES));
      return { skipped: ringTaken - kept, bytes, firstLine: lines - countNewlines(bytes) };
    },
    close() {
      closeSync(head);
      if (ring !== null) closeSync(ring);
    },
  };
}

function readHeader(path: string): [number, number] {
  const [taken = 0, lines = 0] = readFileSync(path).toString("latin1", 0, HEADER_BYTES).trim().split(" ").map(Number);
  return [taken, lines];
}
