/** A stream that stays open: what a slow reader holds, when it is pinged, and how it ends. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { streamBody } from "./streamBody.ts";

/** Every stream that a test opened: what one leaves behind would beat in the next. */
const readers: ReadableStreamDefaultReader<Uint8Array>[] = [];

beforeEach(() => vi.useFakeTimers());
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.cancel().catch(() => undefined);
  vi.useRealTimers();
});

const PING_MS = 1_000;
const bytes = (text: string): Uint8Array => Buffer.from(text);

/** Pieces that the test gives, and a reader that reads when the test wants. */
function opened({ pingMs = PING_MS } = {}) {
  const given: (string | Error | null)[] = [];
  let wake = () => {};
  let asked = 0;
  const gone = new AbortController();
  const onEnd = vi.fn(() => wake());
  async function* pieces(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      asked += 1;
      while (given.length === 0 && onEnd.mock.calls.length === 0)
        await new Promise<void>((resolve) => (wake = resolve));
      const next = given.shift();
      if (next instanceof Error) throw next;
      if (next === null || next === undefined) return;
      yield bytes(next);
    }
  }
  const reader = streamBody(pieces(), { signal: gone.signal, ping: bytes("ping"), pingMs, onEnd }).getReader();
  readers.push(reader);
  return {
    onEnd,
    asked: () => asked,
    abort: () => gone.abort(),
    cancel: () => reader.cancel(),
    give(...more: typeof given) {
      given.push(...more);
      wake();
    },
    async next() {
      const { value } = await reader.read();
      return value ? Buffer.from(value).toString() : null;
    },
  };
}

it("gives each piece once and in order, then ends", async () => {
  const stream = opened();
  stream.give("a", "b", null);
  expect([await stream.next(), await stream.next(), await stream.next()]).toEqual(["a", "b", null]);
  expect(stream.onEnd).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

it("asks for a piece only when the reader does", async () => {
  const stream = opened();
  stream.give("a", "b", "c");
  await vi.advanceTimersByTimeAsync(10 * PING_MS);
  expect(stream.asked()).toBe(0);
  await stream.next();
  expect(stream.asked()).toBe(1);
});

it("one timer pings all who wait, and no reader that is slow", async () => {
  const [quick, other, slow] = [opened(), opened(), opened()];
  expect(vi.getTimerCount()).toBe(1);
  const pinged = [quick.next(), other.next()];
  await vi.advanceTimersByTimeAsync(5 * PING_MS);
  expect(await Promise.all(pinged)).toEqual(["ping", "ping"]);
  slow.give("a");
  expect(await slow.next()).toBe("a");
  for (const stream of [quick, other, slow]) await stream.cancel();
  expect(vi.getTimerCount()).toBe(0);
});

it("loses no piece to a ping that came first, and gives none twice", async () => {
  const stream = opened();
  const first = stream.next();
  await vi.advanceTimersByTimeAsync(PING_MS);
  expect(await first).toBe("ping");
  stream.give("a", "b"); // while nobody reads
  await vi.advanceTimersByTimeAsync(PING_MS);
  expect([await stream.next(), await stream.next()]).toEqual(["a", "b"]);
});

it("an end that came while nobody read is told to who reads next", async () => {
  const stream = opened();
  const first = stream.next();
  await vi.advanceTimersByTimeAsync(PING_MS);
  await first;
  stream.give(null);
  await vi.advanceTimersByTimeAsync(0);
  expect(await stream.next()).toBeNull();
});

it("sends no ping where pings are off", async () => {
  const stream = opened({ pingMs: 0 });
  const first = stream.next();
  await vi.advanceTimersByTimeAsync(100 * PING_MS);
  stream.give("a");
  expect(await first).toBe("a");
});

it("ends at once with its signal, whatever the pieces wait for", async () => {
  const stream = opened();
  const waiting = stream.next();
  stream.abort();
  expect(await waiting).toBeNull();
  expect(stream.onEnd).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

it("of a signal that has aborted before is over from the beginning", async () => {
  const onEnd = vi.fn();
  async function* never(): AsyncGenerator<Uint8Array, void> {}
  const body = streamBody(never(), { signal: AbortSignal.abort(), ping: bytes("ping"), pingMs: PING_MS, onEnd });
  expect(await body.getReader().read()).toEqual({ done: true, value: undefined });
  expect(onEnd).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

it("a reader that leaves ends it, also while it waits", async () => {
  const stream = opened();
  const waiting = stream.next();
  await stream.cancel();
  expect(await waiting).toBeNull();
  expect(stream.onEnd).toHaveBeenCalledTimes(1);
});

it("pieces that fail fail for the reader", async () => {
  const stream = opened();
  stream.give("a", new Error("broken"));
  expect(await stream.next()).toBe("a");
  await expect(stream.next()).rejects.toThrow("broken");
  expect(stream.onEnd).toHaveBeenCalledTimes(1);
});
