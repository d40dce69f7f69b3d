/** The streams that viewers of this process watch: one reader for all of them, one buffer a stream, one bell a viewer. */
import { randomUUID } from "node:crypto";
import { TAIL_LINGER_MS } from "#server/domain/limits.ts";
import type { Bell } from "./bell.ts";
import { createRound } from "./bellRound.ts";
import { startTailReader, type TailReader, type WatchedStream } from "./tailReader.ts";

export type Watched<Buffer> = WatchedStream & { buffer: Buffer; bells: Set<Bell> };

type Tails = {
  webId: string;
  streams: Map<string, Watched<unknown>>;
  reader: TailReader | null;
  linger: NodeJS.Timeout | undefined;
};

// Route handlers, server components and instrumentation are separate module graphs of one process.
const HELD: unique symbol = Symbol.for("codi.tails");

function tails(): Tails {
  const holder = globalThis as typeof globalThis & { [HELD]?: Tails };
  return (holder[HELD] ??= {
    webId: `${process.pid}-${randomUUID()}`,
    streams: new Map(),
    reader: null,
    linger: undefined,
  });
}

/** This web process, as its keys in Redis name it. */
export const webId = (): string => tails().webId;

/** True while Redis does not answer or takes no writes. */
export const isTailAway = (): boolean => tails().reader?.away() ?? true;

/** Joins the viewers of a stream; the first of them makes its buffer. A key always has the same kind of buffer. */
export function watchStream<Buffer>(
  key: string,
  bell: Bell,
  make: () => { buffer: Buffer } & Pick<WatchedStream, "cursor" | "startAfter" | "take">,
): Watched<Buffer> {
  const all = tails();
  clearTimeout(all.linger);
  if (!all.reader || all.reader.ended()) all.reader = startTailReader(all.webId, all.streams);
  let stream = all.streams.get(key) as Watched<Buffer> | undefined;
  if (!stream) {
    const bells = new Set<Bell>();
    stream = { ...make(), bells, changed: createRound(bells) };
    all.streams.set(key, stream);
    all.reader.rearm();
  }
  stream.bells.add(bell);
  return stream;
}

/** False when this viewer had left before. */
export function leaveStream(key: string, bell: Bell, stream: Watched<unknown>): boolean {
  if (!stream.bells.delete(bell)) return false;
  bell.ring();
  const all = tails();
  if (stream.bells.size > 0 || all.streams.get(key) !== stream) return true;
  all.streams.delete(key);
  if (all.streams.size === 0)
    all.linger = setTimeout(() => {
      all.reader?.stop();
      all.reader = null;
    }, TAIL_LINGER_MS).unref();
  return true;
}
