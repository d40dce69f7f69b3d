/** The only writer of a held run's log: numbers events, keeps the order of the two stores, archives, mirrors. */
import { setTimeout as sleep } from "node:timers/promises";
import { toActivity } from "#server/domain/activity.ts";
import { eventText, rememberText } from "#server/domain/eventText.ts";
import {
  ARCHIVE_BEHIND_MAX_CHARS,
  ARCHIVE_EVERY_MS,
  ARCHIVE_MAX_EVENTS,
  RECORDER_DRAIN_MS,
  STORE_ANSWER_MS,
} from "#server/domain/limits.ts";
import type { Gap } from "#server/domain/run.ts";
import type { RunEvent, RunEventBody } from "#server/domain/runEvents.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import type { Lease } from "#server/store/live/runLease.ts";
import { renewClaim } from "#server/store/records/claimRenewal.ts";
import { type Commit, type CommitResult, commitRun, type RowPatch } from "#server/store/records/runCommit.ts";
import { createMirroring } from "./mirroring.ts";
import { createSeqBlocks } from "./seqBlocks.ts";
import { createStreamPublisher } from "./streamPublisher.ts";
import { untilDone } from "./untilDone.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

export type RecorderStart = {
  lease: Lease;
  /** The archive holds everything up to here, but for the gap. */
  archivedTo: number;
  seqReserved: number;
  /** The last seq that the stream should hold before the first new one. */
  streamTo: number;
  /** The Redis that the claim has named. */
  redis: string | null;
  /** What a dead holder gave Redis and not the archive. */
  tail?: RunEvent[];
  gap?: Gap | null;
};

export type RunRecorder = {
  /** Aborted when a higher claim holds the run: stop at once, write nothing more. */
  lost: AbortSignal;
  /** A higher claim was seen elsewhere: nothing more is written. */
  lose(why: string): void;
  /** Stamps, numbers and queues; waits while no seq can be reserved, and for a store that is far behind. `note` reaches the row with the next archive write. */
  record(body: RunEventBody, note?: RowPatch): Promise<void>;
  /** Moves the row together with these run_* events and all that is pending: Postgres first, then Redis. */
  commit(move: Omit<Commit, "events" | "gap"> & { bodies: RunEventBody[] }): Promise<CommitResult>;
  /** Archives what is pending now. */
  flush(): Promise<void>;
  /** The last seq that the archive has. */
  archivedTo(): number;
  /** The reading of performance.now() until which nobody else can hold the run; null when somebody may, or does. */
  standsUntil(): Promise<number | null>;
  /** Gives Redis a moment to take what is left; Postgres has it. */
  close(): Promise<void>;
};

/** What the newest of them says of the run that is worth a row. */
function lastActivity(events: readonly RunEvent[]): RowPatch {
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const event = events[at];
    const text = event ? toActivity(event) : null;
    if (event && text) return { lastActivityAt: new Date(event.ts), lastActivityText: text };
  }
  return {};
}

const isEmpty = (value: object) => Object.keys(value).length === 0;

export function createRunRecorder(start: RecorderStart): RunRecorder {
  const { lease } = start;
  const lost = new AbortController();
  const numbers = createSeqBlocks(lease, { reservedTo: start.seqReserved, lost });
  let { archivedTo } = start;
  let gap = start.gap ?? null;
  let pending: RunEvent[] = [...(start.tail ?? [])];
  let seq = Math.max(archivedTo, gap?.to ?? 0, pending.at(-1)?.seq ?? 0);
  let notes: RowPatch = {};
  let behindChars = pending.reduce((sum, event) => sum + eventText(event).length, 0);
  let turnOfWriting: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;
  const believedMs = Math.min(STORE_ANSWER_MS, env().CODI_LEASE_MS / 2); // without asking again
  let stoodAt = performance.now(); // when the last write that the row's claim let pass was sent

  const mirroring = createMirroring(lease.runId);
  const publisher = createStreamPublisher({
    lease,
    last: start.streamTo,
    redis: start.redis,
    lost,
    unarchived: () => pending,
    archivedTo: () => archivedTo,
  });

  /** One writer at a time: every archive write begins where the one before ended. */
  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    const mine = turnOfWriting.then(write);
    turnOfWriting = mine.catch(() => undefined);
    return mine;
  }

  /** Written as JSON once, for both stores. */
  function number(body: RunEventBody): RunEvent {
    const event: RunEvent = { ...body, ts: recordNow().toISOString(), runId: lease.runId, seq: ++seq };
    const text = JSON.stringify(event);
    behindChars += text.length;
    pending.push(rememberText(event, text));
    return event;
  }

  function forget(events: readonly RunEvent[]): void {
    for (const event of events) behindChars -= eventText(event).length;
    pending = pending.slice(events.length);
  }

  /**
   * Everything pending, and these bodies, in one transaction with the row; repeated until Postgres answers or the run
   * is lost. What a write holds is fixed before its first try: a repeated one whose answer got lost is recognised.
   */
  function write(bodies: RunEventBody[], move: Omit<Commit, "events" | "gap">): Promise<CommitResult> {
    return inTurn(async () => {
      while (!numbers.covers(seq + bodies.length)) await numbers.cover(seq + bodies.length);
      const before = seq;
      const moved = bodies.map(number);
      const events = [...pending];
      if (events.length === 0 && !gap && isEmpty(move) && isEmpty(notes)) return "won";
      const news = lastActivity(events);
      const noted = notes;
      notes = {};
      const patch = {
        ...noted,
        ...news,
        ...move.patch,
      };
      // Redis hears of a move only once Postgres has it, and of nothing that follows before that. Everything else it
      // hears first, also while Postgres is away.
      const release = moved.length > 0 ? publisher.hold(before + 1) : () => undefined;
      let sentAt = stoodAt;
      try {
        const result = await untilDone("archive events", lost.signal, () => {
          sentAt = performance.now();
          return commitRun({ ...lease, archivedTo }, { ...move, events, patch, ...(gap ? { gap } : {}) });
        });
        if (result === "superseded") lost.abort(new Error("a higher claim wrote the row"));
        if (result === "control") takeBack(before, moved);
        if (result !== "won") {
          notes = { ...noted, ...notes };
          return result;
        }
        stoodAt = sentAt;
        archivedTo = events.at(-1)?.seq ?? gap?.to ?? archivedTo;
        forget(events);
        gap = null;
        publisher.publish(...moved);
        publisher.trim();
        mirroring.ring({ atOnce: moved.length > 0 });
        return result;
      } catch (error) {
        notes = { ...noted, ...notes };
        throw error;
      } finally {
        release();
      }
    });
  }

  /** A guarded move that lost to a control leaves no trace: its numbers are free again. */
  function takeBack(before: number, moved: RunEvent[]): void {
    if (seq !== before + moved.length) throw new Error("A guarded move must be the only thing that is recorded.");
    for (const event of moved) behindChars -= eventText(event).length;
    pending = pending.filter((event) => event.seq <= before);
    seq = before;
  }

  async function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!lost.signal.aborted) await write([], {});
  }

  function flushSoon(): void {
    if (pending.length < ARCHIVE_MAX_EVENTS) timer ??= setTimeout(flushNow, ARCHIVE_EVERY_MS).unref();
    else flushNow();
  }

  /** One at a time: while Postgres is away the waiting one takes along what comes. */
  function flushNow(): void {
    timer = null;
    flushing ??= flush()
      .catch((error: unknown) => {
        if (lost.signal.aborted) return;
        // Postgres answers and refuses: going on would only pile up what is never stored.
        logger.error({ err: error, runId: lease.runId }, "events cannot be archived");
        lost.abort(error);
      })
      .finally(() => {
        flushing = null;
        if (pending.length > 0 && !lost.signal.aborted) flushSoon();
      });
  }

  return {
    lost: lost.signal,
    lose: (why) => lost.abort(new Error(why)),
    async record(body, note) {
      lost.signal.throwIfAborted();
      if (note) notes = { ...notes, ...note };
      while (!numbers.covers(seq + 1)) await numbers.cover(seq + 1); // others may have taken what it waited for
      publisher.publish(number(body));
      flushSoon();
      while (behindChars > ARCHIVE_BEHIND_MAX_CHARS && flushing && !lost.signal.aborted) await flushing;
      for (let room = publisher.room(); room; room = publisher.room()) await room;
    },
    async commit({ bodies, ...move }) {
      lost.signal.throwIfAborted();
      return write(bodies, move);
    },
    flush,
    archivedTo: () => archivedTo,
    async standsUntil() {
      while (!lost.signal.aborted && performance.now() - stoodAt > believedMs) {
        const askedAt = performance.now();
        const control = await untilDone("ask for the claim", lost.signal, () => renewClaim(lease));
        if (!control) lost.abort(new Error("a higher claim holds the row"));
        stoodAt = askedAt;
      }
      return lost.signal.aborted ? null : stoodAt + believedMs;
    },
    async close() {
      if (timer) clearTimeout(timer);
      await Promise.race([turnOfWriting, sleep(RECORDER_DRAIN_MS)]);
      await publisher.close(RECORDER_DRAIN_MS);
      await mirroring.close();
    },
  };
}
