/** The one blocking connection of a web process: follows all watched streams and fills their buffers. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import {
  REDIS_RETRY_MAX_MS,
  STORE_PING_MS,
  TAIL_READ_COUNT,
  TAIL_READ_EVERY_MS,
  TAIL_ROOM_LOOK_MS,
  TAIL_WAKE_RETRY_MS,
  WEB_WAKE_KEEP_MS,
} from "#server/domain/limits.ts";
import { recordNow } from "#server/store/records/recordClock.ts";
import { readStreams } from "./readStreams.ts";
import { closeBlocking, connectBlocking, connected, redisState } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { settledWithin } from "./settledWithin.ts";
import { findLastId } from "./streamFacts.ts";
import { warnThrottled } from "./warnThrottled.ts";

export type WatchedStream = {
  /** The id of the last entry that was taken; null while it is not known where to begin. */
  cursor(): string | null;
  startAfter(id: string): void;
  take(entries: readonly [id: string, fields: string[]][]): void;
  changed(): void;
};

type Streams = ReadonlyMap<string, WatchedStream>;

export type TailReader = {
  /** True while Redis does not answer, or takes no writes: what happens then is in Postgres alone. */
  away(): boolean;
  /** Another set of streams is watched now: the read that waits has to begin anew. */
  rearm(): void;
  /** Closed by somebody else, with all connections of the process. */
  ended(): boolean;
  stop(): void;
};

export function startTailReader(webId: string, streams: Streams): TailReader {
  const stopped = new AbortController();
  const connection = connectBlocking("tail");
  const state = { armed: false, waking: false };
  const away = { cut: false, full: false };

  const tell = (news: Partial<typeof away>) => {
    const before = away.cut || away.full;
    Object.assign(away, news);
    if (before === (away.cut || away.full)) return;
    for (const stream of streams.values()) stream.changed();
  };
  connection.on("close", () => tell({ cut: true }));
  connection.on("ready", () => tell({ cut: false }));
  connection.on("end", () => stopped.abort());

  void follow({ webId, streams, connection, signal: stopped.signal, state });
  void watchRoom((full) => tell({ full }), stopped.signal);
  return {
    away: () => away.cut || away.full,
    rearm() {
      // A read that is not under way takes the new set by itself, and one wake is enough for many tabs.
      if (!state.armed || state.waking) return;
      state.waking = true;
      void wakeReader({ webId, signal: stopped.signal, state });
    },
    ended: () => stopped.signal.aborted,
    stop() {
      stopped.abort();
      closeBlocking(connection);
    },
  };
}

type Following = {
  webId: string;
  streams: Streams;
  connection: Redis;
  signal: AbortSignal;
  state: { armed: boolean; waking: boolean };
};

async function follow({ webId, streams, connection, signal, state }: Following): Promise<void> {
  const wakeKey = redisKeys.webWake(webId);
  let woken = "0-0";
  while (!signal.aborted) {
    const unknown = [...streams].filter(([, stream]) => stream.cursor() === null);
    if (unknown.length > 0) {
      await findStarts(connection, { unknown, signal });
      continue;
    }
    // No pause between here and the read: a stream that is added later finds the reader armed, and wakes it.
    const watched = new Map(streams);
    const cursors = new Map([[wakeKey, woken]]);
    for (const [key, stream] of watched) cursors.set(key, stream.cursor() ?? "0-0");
    state.armed = true;
    state.waking = false;
    const startedAt = performance.now();
    const read = await readStreams(connection, { cursors, count: TAIL_READ_COUNT, signal });
    state.armed = false;

    let busy = false;
    let full = false;
    for (const [key, entries] of read) {
      const stream = watched.get(key);
      if (!stream) {
        woken = entries.at(-1)?.[0] ?? woken;
        continue;
      }
      busy = true;
      full ||= entries.length >= TAIL_READ_COUNT;
      stream.take(entries);
      stream.changed();
    }
    const soon = startedAt + TAIL_READ_EVERY_MS - performance.now();
    if (busy && !full && soon > 0) await sleep(soon);
  }
}

/** A Redis without room goes on answering reads, so only a write that it refuses tells it from one with nothing new. */
async function watchRoom(tell: (full: boolean) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    tell((await redisState(STORE_PING_MS)) === "refuses");
    await sleep(TAIL_ROOM_LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** A new stream is followed from where it ends now; what came before is history. */
async function findStarts(
  connection: Redis,
  { unknown, signal }: { unknown: [key: string, stream: WatchedStream][]; signal: AbortSignal },
): Promise<void> {
  try {
    const asked = Promise.all(unknown.map(([key]) => findLastId(connection, key)));
    const ids = (await settledWithin(asked, { signal }))?.value;
    for (const [at, [, stream]] of unknown.entries()) {
      const id = ids?.[at];
      if (id === undefined) continue;
      stream.startAfter(id);
      stream.changed();
    }
  } catch (error) {
    if (signal.aborted) return;
    warnThrottled("the end of a live log could not be found", { err: error });
    await sleep(REDIS_RETRY_MAX_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Tries until it is sent, or until the reader has begun anew by itself. */
async function wakeReader({ webId, signal, state }: Pick<Following, "webId" | "signal" | "state">): Promise<void> {
  const key = redisKeys.webWake(webId);
  while (state.waking && !signal.aborted) {
    try {
      const client = await connected("read");
      await Promise.all([
        client.xadd(key, "MAXLEN", 1, "*", "ts", recordNow().toISOString()),
        client.pexpire(key, WEB_WAKE_KEEP_MS),
      ]);
      return;
    } catch (error) {
      warnThrottled("the reader could not be woken", { err: error });
      await sleep(TAIL_WAKE_RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
