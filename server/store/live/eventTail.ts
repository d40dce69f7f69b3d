/** The live end of runs' logs for all viewers of this process: one reader, one buffer a run, one cursor a viewer. */
import { randomUUID } from "node:crypto";
import {
  FRAME_MAX_EVENTS,
  TAIL_BUFFER_BYTES,
  TAIL_BUFFER_EVENTS,
  TAIL_LINGER_MS,
  VIEWERS_NOTE_DELAY_MS,
  VIEWERS_NOTE_MS,
} from "#server/domain/limits.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { type Bell, createBell } from "./bell.ts";
import { noteViewers } from "./subscribers.ts";
import { createTailBuffer } from "./tailBuffer.ts";
import { startTailReader, type TailReader, type Watched } from "./tailReader.ts";
import { warnThrottled } from "./warnThrottled.ts";

export type TailAnswer =
  | { kind: "events"; events: StoredEvent[] }
  /** What follows `after` is not in the buffer: read history, then ask again. */
  | { kind: "behind" }
  | { kind: "quiet" }
  /** Redis does not answer: history says what Postgres has. */
  | { kind: "away" };

export type Tail = {
  /** One call at a time. Answers at once when there is something to say, else after `waitMs`. */
  next(options: { after: number; waitMs: number; signal: AbortSignal }): Promise<TailAnswer>;
  /** Viewers of this run in this process. */
  viewers(): number;
  close(): void;
};

type WatchedRun = Watched & { bells: Set<Bell> };
type Tails = {
  webId: string;
  runs: Map<string, WatchedRun>;
  reader: TailReader | null;
  linger: NodeJS.Timeout | undefined;
  /** Runs whose number of viewers changed since it was noted. */
  unnoted: Set<string>;
  noteSoon: NodeJS.Timeout | undefined;
  noteAll: NodeJS.Timeout | undefined;
};

// Route handlers, server components and instrumentation are separate module graphs of one process.
const HELD: unique symbol = Symbol.for("codi.tails");

function tails(): Tails {
  const holder = globalThis as typeof globalThis & { [HELD]?: Tails };
  return (holder[HELD] ??= {
    webId: `${process.pid}-${randomUUID()}`,
    runs: new Map(),
    reader: null,
    linger: undefined,
    unnoted: new Set(),
    noteSoon: undefined,
    noteAll: undefined,
  });
}

export function openTail(runId: string): Tail {
  const all = tails();
  const run = watch(all, runId);
  const bell = createBell();
  run.bells.add(bell);
  noteSoon(all, runId);

  return {
    async next({ after, waitMs, signal }) {
      const until = performance.now() + waitMs;
      let knownAway = isAway(all);
      while (run.bells.has(bell) && !signal.aborted) {
        const found = run.buffer.read(after, FRAME_MAX_EVENTS);
        if (found === "behind") return { kind: "behind" };
        if (found !== "none") return { kind: "events", events: found };
        const away = isAway(all);
        const ms = until - performance.now();
        // An outage is told when it begins; after that the answer takes its time, so that nobody asks in a tight loop.
        if (away && (!knownAway || ms <= 0)) return { kind: "away" };
        if (ms <= 0) return { kind: "quiet" };
        knownAway = away;
        await bell.heard({ ms, signal });
      }
      return { kind: "quiet" };
    },
    viewers: () => run.bells.size,
    close() {
      if (!run.bells.delete(bell)) return;
      bell.ring();
      noteSoon(all, runId);
      if (run.bells.size > 0) return;
      all.runs.delete(runId);
      if (all.runs.size === 0) all.linger = setTimeout(() => stopReading(all), TAIL_LINGER_MS).unref();
    },
  };
}

function isAway(all: Tails): boolean {
  return all.reader?.away() ?? true;
}

function watch(all: Tails, runId: string): WatchedRun {
  clearTimeout(all.linger);
  if (!all.reader || all.reader.ended()) {
    all.reader = startTailReader(all.webId, all.runs);
    clearInterval(all.noteAll);
    all.noteAll = setInterval(() => void note(all, [...all.runs.keys()]), VIEWERS_NOTE_MS).unref();
  }
  const watched = all.runs.get(runId);
  if (watched) return watched;
  const bells = new Set<Bell>();
  const run: WatchedRun = {
    buffer: createTailBuffer({ events: TAIL_BUFFER_EVENTS, bytes: TAIL_BUFFER_BYTES }),
    bells,
    changed() {
      for (const bell of bells) bell.ring();
    },
  };
  all.runs.set(runId, run);
  all.reader.rearm();
  return run;
}

function stopReading(all: Tails): void {
  clearInterval(all.noteAll);
  all.reader?.stop();
  all.reader = null;
}

function noteSoon(all: Tails, runId: string): void {
  all.unnoted.add(runId);
  all.noteSoon ??= setTimeout(() => {
    all.noteSoon = undefined;
    const changed = [...all.unnoted];
    all.unnoted.clear();
    void note(all, changed);
  }, VIEWERS_NOTE_DELAY_MS).unref();
}

async function note(all: Tails, runIds: string[]): Promise<void> {
  try {
    await noteViewers(all.webId, new Map(runIds.map((runId) => [runId, all.runs.get(runId)?.bells.size ?? 0])));
  } catch (error) {
    warnThrottled("the number of viewers could not be noted", { err: error });
  }
}
