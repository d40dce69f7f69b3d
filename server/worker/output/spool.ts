/** A turn's output on disk until the record has it: written at once, uploaded while the turn runs, bounded, kept over a crash. */
import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OUTPUT_CHUNK_BYTES, SPOOL_TOUCH_MS, SPOOL_UPLOAD_EVERY_MS } from "#server/domain/limits.ts";
import { logger } from "#server/logger.ts";
import type { OutputStream } from "#server/worker/process/childProcess.ts";
import { ownIdentity } from "#server/worker/process/processIdentity.ts";
import type { ProcessIdentity } from "#server/worker/process/processIdentity.ts";
import { openSpoolFile } from "./spoolFile.ts";
import { createUpload } from "./spoolUpload.ts";
import type { AppendOutputChunk, SpoolNames, StreamEnd, StreamStart } from "./spoolUpload.ts";
import { createUnstoredSpool } from "./unstoredSpool.ts";

export type SpoolEnd = Record<OutputStream, StreamEnd>;
export type SpoolWriter = {
  /** Where each stream's next byte stands in the stored output of the turn. */
  startsAt: Record<OutputStream, number>;
  /** On disk when it returns; a failing disk ends the storing, never the turn. After `close` nothing is taken. */
  write(stream: OutputStream, bytes: Buffer): void;
};
export type Spool = SpoolWriter & {
  /** Everything written to the head so far is in the record (or the claim is lost). */
  flushed(): Promise<void>;
  /** Sends the rest and the tail, states the cut, and removes the files; aborted, it leaves them to a later upload. */
  close(options?: { signal?: AbortSignal }): Promise<SpoolEnd>;
  /** Removes the files, and what was written with them. */
  discard(): Promise<void>;
};
export type SpoolOptions = SpoolNames & {
  folder: string;
  /** Of one turn, both streams together. */
  maxBytes: number;
  store: AppendOutputChunk;
  /** What earlier tries of the same turn stored already. */
  startsAt?: Record<OutputStream, StreamStart>;
};

/** Beside the bytes: whose they are, and what a later upload needs to know. */
export type SpoolLabel = SpoolNames & {
  startsAt: Record<OutputStream, StreamStart>;
  ringBytes: number;
  owner: ProcessIdentity;
  /** The turn ended in order: the rings are whole. */
  complete: boolean;
};
export const SPOOL_LABEL = "label.json";

/** Whole or not at all: a worker may be killed in the middle of it. */
export async function writeLabel(folder: string, label: SpoolLabel): Promise<void> {
  const path = join(folder, SPOOL_LABEL);
  await writeFile(`${path}.next`, JSON.stringify(label), { mode: 0o600 });
  await rename(`${path}.next`, path);
}

const STREAMS = ["stdout", "stderr"] as const;
const FROM_ZERO = { bytes: 0, lines: 0 };
const NEVER = new AbortController().signal;

/** A disk that takes nothing ends the storing, never the turn. */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const startsAt = options.startsAt ?? { stdout: FROM_ZERO, stderr: FROM_ZERO };
  return openOnDisk({ ...options, startsAt }).catch((error: unknown) => {
    logger.error({ err: error, runId: options.runId, turn: options.turn }, "output cannot be kept on disk");
    return createUnstoredSpool(startsAt);
  });
}

async function openOnDisk(options: Required<SpoolOptions>): Promise<Spool> {
  const { runId, turn, claim, store, startsAt } = options;
  const ringBytes = Math.floor(options.maxBytes / 8); // the end of each stream says how it went
  let headRoom = options.maxBytes - 2 * ringBytes; // the rest is theirs together, as it comes
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(options.folder, `${runId}.${turn}.`));
  const label = { runId, turn, claim, startsAt, ringBytes, owner: await ownIdentity(), complete: false };
  await writeLabel(folder, label);
  const openStream = (stream: OutputStream) => {
    const file = openSpoolFile(folder, stream, ringBytes);
    const upload = createUpload({ runId, turn, claim, folder, stream, file, startsAt: startsAt[stream], store });
    return { file, upload };
  };
  const stdout = openStream("stdout");
  const streams = { stdout, stderr: openOrClose(() => openStream("stderr"), stdout.file) };
  const stop = new AbortController();
  let sending: Promise<void> | null = null;
  let failed = false;
  let closed = false;

  async function sendAll(): Promise<void> {
    for (const stream of STREAMS) await streams[stream].upload.send(stop.signal);
  }
  /** One upload at a time: a spool's chunks arrive in order. */
  function send(): Promise<void> {
    return (sending ??= sendAll().finally(() => (sending = null)));
  }
  async function flushed(): Promise<void> {
    await sending;
    await send();
  }
  function sendSoon(): void {
    if (!sending) send().catch((error: unknown) => logger.error({ err: error, runId, turn }, "output upload failed"));
  }
  const timers = [
    setInterval(sendSoon, SPOOL_UPLOAD_EVERY_MS),
    setInterval(() => void utimes(join(folder, SPOOL_LABEL), new Date(), new Date()).catch(() => {}), SPOOL_TOUCH_MS),
  ];
  for (const timer of timers) timer.unref();

  const closeFiles = () => {
    closed = true;
    for (const stream of STREAMS) streams[stream].file.close();
  };

  return {
    startsAt: { stdout: startsAt.stdout.bytes, stderr: startsAt.stderr.bytes },
    write(stream, bytes) {
      // The child of a lost run is drained to its end; by then these descriptors may be somebody else's.
      if (closed) return;
      const { file, upload } = streams[stream];
      try {
        headRoom -= file.write(bytes, headRoom);
      } catch (error) {
        if (!failed) logger.error({ err: error, runId, turn }, "output can no longer be kept on disk");
        failed = true;
      }
      if (upload.waiting() >= OUTPUT_CHUNK_BYTES) sendSoon();
    },
    flushed,
    async close({ signal = NEVER } = {}) {
      for (const timer of timers) clearInterval(timer);
      const abort = () => stop.abort();
      if (signal.aborted) abort();
      signal.addEventListener("abort", abort, { once: true });
      try {
        await flushed();
        await writeLabel(folder, { ...label, complete: true }).catch(() => {}); // only a crash from here on would miss it
        const ends = await sendTails(streams, stop.signal);
        if (!stop.signal.aborted) await remove(folder);
        return ends;
      } finally {
        signal.removeEventListener("abort", abort);
        closeFiles();
      }
    },
    async discard() {
      for (const timer of timers) clearInterval(timer);
      stop.abort();
      closeFiles();
      await remove(folder);
    },
  };
}

/** Everything in it is in the record: what cannot be removed takes room and nothing else. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch((error: unknown) =>
    logger.warn({ err: error, folder }, "a spool could not be removed"),
  );
}

type OpenStreams = Record<OutputStream, { upload: ReturnType<typeof createUpload> }>;

function openOrClose<T>(open: () => T, opened: { close(): void }): T {
  try {
    return open();
  } catch (error) {
    opened.close();
    throw error;
  }
}

async function sendTails(streams: OpenStreams, signal: AbortSignal): Promise<SpoolEnd> {
  const stdout = await streams.stdout.upload.sendTail({ crashed: false, signal });
  const stderr = await streams.stderr.upload.sendTail({ crashed: false, signal });
  return { stdout: stdout.end, stderr: stderr.end };
}
