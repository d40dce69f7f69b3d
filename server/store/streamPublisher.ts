/** Brings a held run's events into its Redis stream, in order and once; an outage is made good from memory or the archive. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  PUBLISH_BATCH,
  PUBLISH_QUEUE_MAX,
  STORE_RETRY_MAX_MS,
  STORE_RETRY_MIN_MS,
  TRIM_EVERY_EVENTS,
} from "#server/domain/limits.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { env } from "#server/env.ts";
import { appendEvents, trimStream } from "#server/store/live/runEventLog.ts";
import { type Lease, takeLease } from "#server/store/live/runLease.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";
import { connectionLives, redisRunId } from "#server/store/live/redis.ts";
import { renewClaim } from "#server/store/records/claimRenewal.ts";
import { noteRedis } from "#server/store/records/runClaim.ts";
import { catchUpStream } from "./catchUpStream.ts";

export type StreamPublisher = {
  publish(...events: RunEvent[]): void;
  /** Null, or when a Redis that answers has caught up: one that is away must not stop a turn. */
  room(): Promise<void> | null;
  /** Nothing from this seq on reaches Redis before the returned function is called. */
  hold(seq: number): () => void;
  trim(): void;
  close(drainMs: number): Promise<void>;
};

export function createStreamPublisher(source: {
  lease: Lease;
  last: number;
  /** The Redis that the claim has named; null = it was away then. */
  redis: string | null;
  lost: AbortController;
  /** What only memory has yet. */
  unarchived: () => RunEvent[];
  archivedTo: () => number;
}): StreamPublisher {
  const { lease, lost } = source;
  const closing = new AbortController();
  const over = AbortSignal.any([closing.signal, lost.signal]);
  const held = new Set<number>();
  let queue: RunEvent[] = []; // in order
  let last = source.last;
  let trimmedAt = source.last;
  let running: Promise<void> | null = null;
  let away = false;
  const waiting: (() => void)[] = [];
  let named = source.redis;
  let namedIn = connectionLives("publish"); // a Redis that started again is another one, also when it has lost nothing

  const isNamed = () => named !== null && namedIn === connectionLives("publish");

  async function nameRedis(present: string | null): Promise<boolean> {
    if (!(await noteRedis(lease, present))) return false;
    named = present;
    return true;
  }

  /** The events that may go now: below the lowest held seq. */
  function due(): RunEvent[] {
    const barrier = Math.min(...held, Infinity);
    const batch = queue.slice(0, PUBLISH_BATCH);
    return batch.filter((event) => event.seq < barrier);
  }

  /** True = go on; false = the run is lost. */
  async function answerTo(result: { result: string; last?: number }): Promise<boolean> {
    if (result.result === "lost") return false;
    if (result.result === "missing") {
      // A missing lock is not a lost one: the holder whose claim stands sets it again.
      return (await renewClaim(lease)) !== null && (await takeLease(lease, env().CODI_LEASE_MS)) === "taken";
    }
    // It may have lost what we published: until it has all of it again, nobody must take it for whole.
    if (named !== null && !(await nameRedis(null))) return false;
    const caught = await catchUpStream(lease, {
      last: result.last ?? 0,
      to: last,
      extra: source.unarchived().filter((event) => event.seq <= last),
    });
    if (caught.result === "even") last = caught.last;
    return caught.result !== "lost";
  }

  /** Before the first event goes to a Redis: who takes over trusts its stream only if the claim has named it, and that only when it is whole. */
  async function meetRedis(): Promise<boolean> {
    const life = connectionLives("publish");
    const present = await redisRunId();
    const answer = await appendEvents(lease, { expectedLast: last, events: [] });
    if (answer.result !== "appended") return answerTo(answer);
    if (present !== named && !(await nameRedis(present))) return false;
    namedIn = life;
    return true;
  }

  async function publishNext(batch: RunEvent[]): Promise<boolean> {
    const answer = await appendEvents(lease, { expectedLast: last, events: batch });
    if (answer.result !== "appended") return answerTo(answer);
    last = Math.max(last, answer.last);
    const sent = batch.at(-1)?.seq ?? 0;
    const next = queue.findIndex((event) => event.seq > sent);
    queue = next < 0 ? [] : queue.slice(next);
    return true;
  }

  async function run(): Promise<void> {
    let wait = STORE_RETRY_MIN_MS;
    away = false;
    for (let batch = due(); batch.length > 0 && !over.aborted; batch = due()) {
      try {
        if (!(await (isNamed() ? publishNext(batch) : meetRedis())))
          lost.abort(new Error("a higher claim holds the run"));
        wait = STORE_RETRY_MIN_MS;
        away = false;
        letGoOn();
      } catch {
        away = true;
        letGoOn();
        warnThrottled("redis does not answer, events wait", { runId: lease.runId });
        await sleep(wait, undefined, { signal: over }).catch(() => undefined);
        wait = Math.min(wait * 2, STORE_RETRY_MAX_MS);
        forget();
      }
    }
  }

  /**
   * While Redis is away for long, what the archive has need not stay in memory: catching up reads it from there. The
   * newest stays, so that it is tried until Redis has all of it.
   */
  function forget(): void {
    if (queue.length <= PUBLISH_QUEUE_MAX) return;
    const archived = queue.filter((event) => event.seq <= source.archivedTo()).slice(0, -1);
    const newest = archived.at(-1);
    if (!newest) return;
    queue = queue.slice(archived.length);
    last = newest.seq;
  }

  const hasRoom = () => away || over.aborted || queue.length < PUBLISH_QUEUE_MAX;
  function letGoOn(): void {
    if (!hasRoom()) return;
    for (const goOn of waiting.splice(0)) goOn();
  }
  over.addEventListener("abort", letGoOn, { once: true });

  function kick(): void {
    if (over.aborted) return;
    running ??= run().finally(() => {
      running = null;
      if (due().length > 0) kick();
    });
  }

  return {
    publish(...events) {
      // Only a move comes late, behind what was recorded while Postgres took it: sorting each time would cost by the queue.
      const isNext = (queue.at(-1)?.seq ?? 0) < (events[0]?.seq ?? 0);
      queue.push(...events);
      if (!isNext) queue.sort((a, b) => a.seq - b.seq);
      kick();
    },
    room: () => (hasRoom() ? null : new Promise((resolve) => waiting.push(resolve))),
    hold(seq) {
      held.add(seq);
      return () => {
        held.delete(seq);
        kick();
      };
    },
    trim() {
      const keepFrom = Math.min(last - env().CODI_STREAM_MAXLEN, source.archivedTo()) + 1;
      if (keepFrom - trimmedAt < TRIM_EVERY_EVENTS) return;
      trimmedAt = keepFrom;
      void trimStream(lease, { keepFrom }).catch(() => undefined);
    },
    async close(drainMs) {
      await Promise.race([running, sleep(drainMs)]);
      closing.abort();
      await running;
    },
  };
}
