/** Server-sent events as bytes: ids, keepalives, the end, and a reader that is slow or gone. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { HistoryFrame } from "#server/store/historyLook.ts";
import { countStreams } from "#server/streamClosers.ts";
import { eventSource, finishedSource } from "./eventSource.ts";

const event = (seq: number, more: object = {}): StoredEvent => ({
  type: "error",
  ts: "2025-11-14T09:30:00.000Z",
  runId: "r_1",
  seq,
  ...more,
});
const block = (seq: number) => `id: ${seq}-0\ndata: ${JSON.stringify(event(seq))}\n\n`;
const never = new AbortController().signal;
/** Told to the client before anything else: that it is connected, and when it may come back after a break. */
const FIRST = ":\nretry: 2000\n\n";

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  return () => vi.restoreAllMocks();
});

async function* framesOf(...frames: HistoryFrame[]): AsyncGenerator<HistoryFrame> {
  yield* frames;
}

/** A promise and the key to it. */
function latch(): { promise: Promise<void>; resolve: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, resolve: () => open() };
}

/** Yields nothing until the signal ends it; says when it was asked and when it was released. */
function silence(): {
  frames: (signal: AbortSignal) => AsyncGenerator<HistoryFrame>;
  asked: Promise<void>;
  released: Promise<void>;
} {
  const begun = latch();
  const ended = latch();
  async function* frames(signal: AbortSignal): AsyncGenerator<HistoryFrame> {
    try {
      begun.resolve();
      if (!signal.aborted)
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      yield* [];
    } finally {
      ended.resolve();
    }
  }
  return { frames, asked: begun.promise, released: ended.promise };
}

function readerOf(response: Response): { next(): Promise<string | null>; cancel(): Promise<void> } {
  if (!response.body) throw new Error("no body");
  const reader = response.body.getReader();
  return {
    next: async () => {
      const { value, done } = await reader.read();
      return done ? null : new TextDecoder().decode(value);
    },
    cancel: () => reader.cancel(),
  };
}

describe("an event source", () => {
  it("writes ids and data of each event, then [DONE], and names no event", async () => {
    const frames = () =>
      framesOf({ kind: "events", events: [event(1), event(2)] }, { kind: "events", events: [event(3)] });
    const response = eventSource({ frames, signal: never, keepaliveMs: 0 });
    expect(await response.text()).toBe(`${FIRST}${block(1)}${block(2)}${block(3)}data: [DONE]\n\n`);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    expect(countStreams()).toBe(0);
  });

  it("tells each client another time to come back after a break, so that a restart does not bring all of them at once", async () => {
    const told = async (random: number) => {
      vi.spyOn(Math, "random").mockReturnValue(random);
      const text = await eventSource({ frames: () => framesOf(), signal: never, keepaliveMs: 0 }).text();
      return /^retry: (\d+)$/m.exec(text)?.[1];
    };
    expect([await told(0), await told(0.25), await told(1)]).toEqual(["1000", "1500", "3000"]);
  });

  it("keeps a line break inside an event on one line", async () => {
    const frames = () => framesOf({ kind: "events", events: [event(1, { text: "a\nb\u2028c\r" })] });
    const text = await eventSource({ frames, signal: never, keepaliveMs: 0 }).text();
    expect(text.split("\n").filter((line) => line.startsWith("data: {"))).toHaveLength(1);
    expect(text).not.toContain("\r");
  });

  it("of a finished run is [DONE] alone", async () => {
    expect(await finishedSource().text()).toBe("data: [DONE]\n\n");
  });

  it("ends at a gap without [DONE], so that the client comes back and is told", async () => {
    const frames = () =>
      framesOf({ kind: "events", events: [event(1)] }, { kind: "gap", gap: { from: 2, to: 9, reason: "redis_lost" } });
    expect(await eventSource({ frames, signal: never, keepaliveMs: 0 }).text()).toBe(`${FIRST}${block(1)}`);
  });

  it("ends without [DONE] when a store fails in the middle", async () => {
    async function* frames(): AsyncGenerator<HistoryFrame> {
      yield { kind: "events", events: [event(1)] };
      throw new Error("the store is away");
    }
    expect(await eventSource({ frames, signal: never, keepaliveMs: 0 }).text()).toBe(`${FIRST}${block(1)}`);
    expect(countStreams()).toBe(0);
  });

  it("writes :keepalive while nothing happens, and answers at once", async () => {
    const quiet = silence();
    const reader = readerOf(eventSource({ frames: quiet.frames, signal: never, keepaliveMs: 5 }));
    expect(await reader.next()).toBe(FIRST);
    expect(await reader.next()).toBe(":keepalive\n\n");
    expect(await reader.next()).toBe(":keepalive\n\n");
    await reader.cancel();
    await quiet.released;
  });

  it("loses no event to a keepalive that came first", async () => {
    const late = latch();
    async function* frames(): AsyncGenerator<HistoryFrame> {
      await late.promise;
      yield { kind: "events", events: [event(1)] };
    }
    const reader = readerOf(eventSource({ frames, signal: never, keepaliveMs: 5 }));
    await reader.next();
    expect(await reader.next()).toBe(":keepalive\n\n");
    late.resolve();
    let text = await reader.next();
    while (text === ":keepalive\n\n") text = await reader.next();
    expect(text).toBe(block(1));
    expect(await reader.next()).toBe("data: [DONE]\n\n");
    expect(await reader.next()).toBeNull();
  });

  it("releases everything when the reader leaves, also while it waits", async () => {
    const quiet = silence();
    const reader = readerOf(eventSource({ frames: quiet.frames, signal: never, keepaliveMs: 0 }));
    await reader.next();
    const waiting = reader.next();
    await quiet.asked;
    expect(countStreams()).toBe(1);
    await reader.cancel();
    await quiet.released;
    await waiting;
    expect(countStreams()).toBe(0);
  });

  it("ends without [DONE] when the request is aborted", async () => {
    const quiet = silence();
    const gone = new AbortController();
    const reader = readerOf(eventSource({ frames: quiet.frames, signal: gone.signal, keepaliveMs: 0 }));
    await reader.next();
    const waiting = reader.next();
    await quiet.asked;
    gone.abort();
    expect(await waiting).toBeNull();
    await quiet.released;
    expect(countStreams()).toBe(0);
  });

  it("reads the log only as fast as it is read itself, in bounded pieces", async () => {
    let taken = 0;
    async function* frames(): AsyncGenerator<HistoryFrame> {
      for (let seq = 1; ; seq += 10) {
        taken += 1;
        yield {
          kind: "events",
          events: Array.from({ length: 10 }, (_, at) => event(seq + at, { text: "x".repeat(20_000) })),
        };
      }
    }
    const reader = readerOf(eventSource({ frames, signal: never, keepaliveMs: 0 }));
    await reader.next();
    expect(taken).toBeLessThanOrEqual(1);
    for (let reads = 0; reads < 3; reads += 1) expect((await reader.next())?.length).toBeLessThan(100_000);
    expect(taken).toBe(1);
    await reader.cancel();
  });
});
