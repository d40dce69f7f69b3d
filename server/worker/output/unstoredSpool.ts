/** A spool without a disk: what comes is shown and counted, nothing of it is kept, and its end says so. */
import type { OutputStream } from "#server/worker/process/childProcess.ts";
import type { StreamStart } from "./spoolUpload.ts";

export function createUnstoredSpool(startsAt: Record<OutputStream, StreamStart>) {
  const taken = { stdout: 0, stderr: 0 };
  const endOf = (stream: OutputStream) => {
    const from = startsAt[stream].bytes;
    const bytes = taken[stream];
    return { bytes: from + bytes, cut: bytes > 0 ? { from, bytes } : null };
  };
  return {
    startsAt: { stdout: startsAt.stdout.bytes, stderr: startsAt.stderr.bytes },
    write(stream: OutputStream, bytes: Buffer) {
      taken[stream] += bytes.length;
    },
    flushed: () => Promise.resolve(),
    discard: () => Promise.resolve(),
    close: () => Promise.resolve({ stdout: endOf("stdout"), stderr: endOf("stderr") }),
  };
}
