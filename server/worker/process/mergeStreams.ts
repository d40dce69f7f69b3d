/** A child's two pipes as one sequence of chunks: always drained, bounded in memory, closed even when somebody else holds them open. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Readable } from "node:stream";
import { CHILD_QUEUE_MAX_BYTES, CHILD_REST_MAX_BYTES } from "#server/domain/limits.ts";

export type OutputStream = "stdout" | "stderr";
export type OutputChunk = { stream: OutputStream; bytes: Buffer };
export type MergedStreams = {
  chunks: AsyncIterable<OutputChunk>;
  /** Both ends are closed: nothing more comes. */
  closed: Promise<void>;
  /** Takes what an ended child left in the pipes, then closes them whoever else holds them. */
  close(): Promise<void>;
};

export function mergeStreams(pipes: Record<OutputStream, Readable>): MergedStreams {
  const sources = [pipes.stdout, pipes.stderr];
  const queue: OutputChunk[] = [];
  let queued = 0;
  let received = 0;
  let open = sources.length;
  let abandoned = false;
  let closing = false;
  let wake = () => {};
  let allClosed = () => {};
  const closed = new Promise<void>((resolve) => (allClosed = resolve));

  function take(stream: OutputStream, bytes: Buffer): void {
    received += bytes.length;
    if (abandoned) return; // the child must never wait for a reader that left
    queue.push({ stream, bytes });
    queued += bytes.length;
    if (queued > CHILD_QUEUE_MAX_BYTES && !closing) for (const source of sources) source.pause();
    wake();
  }
  for (const stream of ["stdout", "stderr"] as const) {
    const source = pipes[stream];
    source.on("data", (bytes: Buffer) => take(stream, bytes));
    source.on("error", () => {}); // a broken pipe is an end: `close` follows
    source.on("close", () => {
      open -= 1;
      if (open === 0) allClosed();
      wake();
    });
  }
  const resume = () => {
    for (const source of sources) if (source.isPaused()) source.resume();
  };

  async function* read(): AsyncGenerator<OutputChunk> {
    try {
      for (;;) {
        const chunk = queue.shift();
        if (chunk) {
          queued -= chunk.bytes.length;
          if (queued <= CHILD_QUEUE_MAX_BYTES / 2) resume();
          yield chunk;
        } else if (open === 0) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      abandoned = true;
      queue.length = 0;
      resume();
    }
  }

  return {
    chunks: read(),
    closed,
    async close() {
      closing = true;
      resume();
      const limit = received + CHILD_REST_MAX_BYTES;
      for (let before = -1; open > 0 && before !== received && received < limit;) {
        before = received;
        await nextTurn();
        await nextTurn(); // one whole look at the pipes lies between two turns
      }
      for (const source of sources) source.destroy();
      await closed;
    },
  };
}
