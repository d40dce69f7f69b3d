/** Frames of a run's log as server-sent events: written only as fast as the reader takes them. */
import { eventText } from "#server/domain/eventText.ts";
import { SSE_CHUNK_BYTES, SSE_RETRY_MS } from "#server/domain/limits.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { HistoryFrame } from "#server/store/historyLook.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";
import { registerStream } from "#server/streamClosers.ts";

type Source = {
  frames: (signal: AbortSignal) => AsyncGenerator<HistoryFrame>;
  /** The client's own going away. */
  signal: AbortSignal;
  /** Between comments when nothing happens; 0 = none. */
  keepaliveMs: number;
};

const DONE = "data: [DONE]\n\n";

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
  "X-Content-Type-Options": "nosniff",
};

/** The answer of a settled run with nothing left. */
export function finishedSource(): Response {
  return new Response(DONE, { headers: HEADERS });
}

export function eventSource(source: Source): Response {
  const closing = new AbortController();
  const text = sseText(source, closing);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await text.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        closing.abort();
        await text.return();
      },
    },
    // Nothing is read ahead: a slow reader holds one chunk, and the log waits in the stores.
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: HEADERS });
}

async function* sseText(source: Source, closing: AbortController): AsyncGenerator<string, void, void> {
  const signal = AbortSignal.any([closing.signal, source.signal]);
  const unregister = registerStream(() => closing.abort());
  const frames = source.frames(signal);
  try {
    // Headers travel with the first byte, and a client waits for them to know that it is connected.
    yield `:\nretry: ${Math.round(SSE_RETRY_MS * (0.5 + Math.random()))}\n\n`;
    let pending = frames.next();
    for (;;) {
      const next = await firstOf(pending, source.keepaliveMs, signal);
      if (next === "closed") return;
      if (next === "quiet") {
        yield ":keepalive\n\n";
        continue;
      }
      if (next.done) break;
      // Ids cannot state a gap: the client comes back with its last id and is told 410.
      if (next.value.kind === "gap") return;
      yield* toChunks(next.value.events);
      pending = frames.next();
    }
    if (!signal.aborted) yield DONE;
  } catch (error) {
    // A store went away in the middle. The connection ends; a client that comes back is told what is missing.
    warnThrottled("an event source ended early", { err: error });
  } finally {
    closing.abort();
    unregister();
    // Not awaited: the frames end by the signal, and a store that hangs must not keep the connection.
    frames.return(undefined).catch(() => undefined);
  }
}

async function firstOf<T>(pending: Promise<T>, quietMs: number, signal: AbortSignal): Promise<T | "quiet" | "closed"> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const quiet = new Promise<"quiet">((resolve) => {
    if (quietMs > 0) timer = setTimeout(() => resolve("quiet"), quietMs);
  });
  const closed = new Promise<"closed">((resolve) => {
    onAbort = () => resolve("closed");
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([closed, pending, quiet]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

function* toChunks(events: StoredEvent[]): Generator<string> {
  let chunk = "";
  for (const event of events) {
    chunk += `id: ${event.seq}-0\ndata: ${eventText(event)}\n\n`;
    if (chunk.length >= SSE_CHUNK_BYTES) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}
