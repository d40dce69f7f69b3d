/** Wakes the workers, so that a start does not wait for their next look. */
import type { Redis } from "ioredis";
import { WAKE_MAX_ENTRIES } from "#server/domain/limits.ts";
import { recordNow } from "#server/store/records/recordClock.ts";
import { type Bell, createBell } from "./bell.ts";
import { readStreams } from "./readStreams.ts";
import { closeBlocking, connectBlocking, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { settledWithin } from "./settledWithin.ts";
import { findLastId } from "./streamFacts.ts";
import { warnThrottled } from "./warnThrottled.ts";

/** Never throws: a worker looks every second anyway, and what is due stands in Postgres. */
export async function wakeWorkers(): Promise<void> {
  try {
    const client = await connected("publish");
    await client.xadd(redisKeys.wake, "MAXLEN", WAKE_MAX_ENTRIES, "*", "ts", recordNow().toISOString());
  } catch (error) {
    warnThrottled("the workers could not be woken", { err: error });
  }
}

/** Every wake sent after the first look is heard; wakes that come together, or while the caller is busy, are one. */
export async function* wakes({
  everyMs,
  signal,
}: {
  everyMs: number;
  signal: AbortSignal;
}): AsyncGenerator<"wake" | "look"> {
  const ended = new AbortController();
  const over = AbortSignal.any([signal, ended.signal]);
  const connection = connectBlocking("wake");
  const bell = createBell();
  try {
    // Known before the first look: what came earlier is seen by it, what comes later is read. Redis away delays nobody.
    const start = findLastId(connection, redisKeys.wake);
    void listen({ connection, start, bell, signal: over });
    await settledWithin(
      start.catch(() => null),
      { ms: everyMs, signal: over },
    );
    let last = performance.now();
    if (!over.aborted) yield "look";
    while (!over.aborted) {
      const woken = await bell.heard({ ms: last + everyMs - performance.now(), signal: over });
      if (over.aborted) return;
      last = performance.now();
      yield woken ? "wake" : "look";
    }
  } finally {
    ended.abort();
    closeBlocking(connection);
  }
}

type Listening = { connection: Redis; start: Promise<string>; bell: Bell; signal: AbortSignal };

async function listen({ connection, start, bell, signal }: Listening): Promise<void> {
  try {
    let cursor = await start;
    while (!signal.aborted) {
      const cursors = new Map([[redisKeys.wake, cursor]]);
      const entries = (await readStreams(connection, { cursors, count: WAKE_MAX_ENTRIES, signal }))[0]?.[1] ?? [];
      cursor = entries.at(-1)?.[0] ?? cursor;
      if (entries.length > 0) bell.ring();
    }
  } catch (error) {
    if (!signal.aborted) warnThrottled("wakes cannot be read", { err: error });
  }
}
