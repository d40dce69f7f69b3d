/** A bell is heard once, whenever it rang. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBell } from "./bell.ts";

const never = new AbortController().signal;

describe("createBell", () => {
  it("is heard when it rang before anybody listened, and only once", async () => {
    const bell = createBell();
    bell.ring();
    bell.ring();
    expect(await bell.heard({ ms: 60_000, signal: never })).toBe(true);
    expect(await bell.heard({ ms: 1, signal: never })).toBe(false);
  });

  it("is heard at once by who listens", async () => {
    const bell = createBell();
    const heard = bell.heard({ ms: 60_000, signal: never });
    bell.ring();
    expect(await heard).toBe(true);
  });

  it("lets go of its listener when the signal aborts", async () => {
    const stop = new AbortController();
    const heard = createBell().heard({ ms: 60_000, signal: stop.signal });
    stop.abort();
    expect(await heard).toBe(false);
    expect(await createBell().heard({ ms: 60_000, signal: stop.signal })).toBe(false);
  });

  describe("with time held still", () => {
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());

    async function waited(heard: Promise<boolean>): Promise<number> {
      const from = performance.now();
      let at = NaN;
      void heard.then(() => (at = performance.now() - from));
      await vi.advanceTimersByTimeAsync(100_000);
      return at;
    }

    it("each who listens waits his own time, shorter or longer than the one before", async () => {
      const bell = createBell();
      const listen = (ms: number) => bell.heard({ ms, signal: never });
      for (const ms of [15_000, 250, 5_000]) {
        const cutShort = listen(ms * 2);
        bell.ring();
        await cutShort;
        expect(await waited(listen(ms))).toBe(ms);
      }
    });

    it("a viewer who hears much arms one timer, and an abort leaves none", async () => {
      const bell = createBell();
      const stop = new AbortController();
      const armed = vi.spyOn(globalThis, "setTimeout");
      for (let n = 0; n < 100; n += 1) {
        const heard = bell.heard({ ms: 15_000, signal: stop.signal });
        bell.ring();
        await heard;
      }
      expect(armed).toHaveBeenCalledTimes(1);
      armed.mockRestore();
      stop.abort();
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
