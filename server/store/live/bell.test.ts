/** A bell is heard once, whenever it rang. */
import { describe, expect, it } from "vitest";
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
});
