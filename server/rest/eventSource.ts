/** Frames of a run's log as server-sent events: written only as fast as the reader takes them. */
import { eventText } from "#server/domain/eventText.ts";
import { EVENTS_PAGE_DEFAULT, SHARED_BYTES, SSE_CHUNK_BYTES, SSE_RETRY_MS } from "#server/domain/limits.ts";
import { createSharedBytes } from "#server/sharedBytes.ts";
import type { HistoryFrame } from "#server/store/historyLook.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";
import { streamBody } from "#server/streamBody.ts";
import { registerStream } from "#server/streamClosers.ts";

type Source = {
  frames: (signal: AbortSignal) => AsyncGenerator<HistoryFrame>;
  /** The client's own going away. */
  signal: AbortSignal;
  /** Between the comments that keep a connection alive; 0 = none. */
  keepaliveMs: number;
};

const DONE = Buffer.from("data: [DONE]\n\n");
const KEEPALIVE = Buffer.from(":keepalive\n\n");

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
  const signal = AbortSignal.any([closing.signal, source.signal]);
  const unregister = registerStream(() => closing.abort());
  const body = streamBody(toPieces(source, signal), {
    signal,
    ping: KEEPALIVE,
    pingMs: source.keepaliveMs,
    onEnd() {
      unregister();
      closing.abort();
    },
  });
  return new Response(body, { headers: HEADERS });
}

async function* toPieces(source: Source, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  // Headers travel with the first byte, and a client waits for them to know that it is connected.
  yield Buffer.from(`:\nretry: ${Math.round(SSE_RETRY_MS * (0.5 + Math.random()))}\n\n`);
  const frames = source.frames(signal);
  try {
    let next = await frames.next();
    while (!next.done) {
      // Ids cannot state a gap: the client comes back with its last id and is told 410.
      if (next.value.kind === "gap") return;
      const { events } = next.value;
      // Who catches up does not wait for a page while the one before is on its way.
      const ahead = events.length >= EVENTS_PAGE_DEFAULT ? frames.next() : null;
      ahead?.catch(() => undefined); // thrown where it is awaited
      for (const block of blocksOf(events)) yield block;
      next = await (ahead ?? frames.next());
    }
    if (!signal.aborted) yield DONE;
  } catch (error) {
    // A store went away in the middle. The connection ends; a client that comes back is told what is missing.
    warnThrottled("an event source ended early", { err: error });
  } finally {
    // Not awaited: the frames end by the signal, and a store that hangs must not keep the connection.
    frames.return(undefined).catch(() => undefined);
  }
}

/** In pieces of about a socket's buffer. */
const blocksOf = createSharedBytes((events) => {
  const pieces: Uint8Array[] = [];
  let text = "";
  for (const event of events) {
    text += `id: ${event.seq}-0\ndata: ${eventText(event)}\n\n`;
    if (text.length < SSE_CHUNK_BYTES) continue;
    pieces.push(Buffer.from(text));
    text = "";
  }
  if (text !== "") pieces.push(Buffer.from(text));
  return pieces;
}, SHARED_BYTES);
