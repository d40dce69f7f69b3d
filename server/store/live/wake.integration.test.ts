/** A wake is immediate, a look is certain. */
import { redisRelay } from "#server/testing/redisRelay.ts";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { closeRedis, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { wakes, wakeWorkers } from "./wake.ts";

afterEach(() => redisRelay.mend());
afterAll(async () => {
  await closeRedis();
  await redisRelay.close();
});

async function answer(heard: ReturnType<typeof wakes>): Promise<"wake" | "look" | "over"> {
  const next = await heard.next();
  return next.done ? "over" : next.value;
}

/** A worker that looks only once a minute: everything sooner is a wake. */
async function sleeper(everyMs = 60_000) {
  const stop = new AbortController();
  const heard = wakes({ everyMs, signal: stop.signal });
  return { heard, stop, first: await answer(heard) };
}

describe("wakes", () => {
  it("looks at once, and hears every wake after that without waiting for the next look", async () => {
    const { heard, stop, first } = await sleeper();
    expect(first).toBe("look");
    const next = heard.next();
    await wakeWorkers();
    expect((await next).value).toBe("wake");
    stop.abort();
    expect((await heard.next()).done).toBe(true);
  });

  it("makes one wake of entries that came together", async () => {
    const { heard, stop } = await sleeper(5_000);
    // A blocked reader is served after the transaction: all entries are one answer to it.
    const together = (await connected("publish")).multi();
    for (let count = 0; count < 20; count += 1) together.xadd(redisKeys.wake, "*", "ts", "now");
    await together.exec();
    expect(await answer(heard)).toBe("wake");
    expect(await answer(heard)).toBe("look");
    stop.abort();
    await heard.return(undefined);
  });

  it("looks at least so often, also while Redis is away, and is woken again after it", async () => {
    const { heard, stop } = await sleeper(50);
    await redisRelay.cut();
    for (let count = 0; count < 3; count += 1) expect(await answer(heard)).toBe("look");
    await redisRelay.mend();
    const woken = (async () => {
      for await (const what of heard) if (what === "wake") return true;
      return false;
    })();
    await vi.waitFor(async () => {
      await (await connected("publish")).xadd(redisKeys.wake, "*", "ts", "now");
    }, 10_000);
    expect(await woken).toBe(true);
    stop.abort();
  });

  it("looks also when it begins while Redis is away", async () => {
    await redisRelay.cut();
    const { heard, stop, first } = await sleeper(50);
    expect([first, await answer(heard)]).toEqual(["look", "look"]);
    stop.abort();
    expect(await answer(heard)).toBe("over");
  });

  it("ends when aborted in the middle of a wait, and leaves no connection behind", async () => {
    const { heard, stop } = await sleeper();
    await vi.waitFor(async () => expect(await (await connected("publish")).ping()).toBe("PONG"), 10_000);
    // The one that sends, and this one.
    await vi.waitFor(() => expect(redisRelay.open()).toBe(2), 10_000);
    const next = heard.next();
    stop.abort();
    expect((await next).done).toBe(true);
    await vi.waitFor(() => expect(redisRelay.open()).toBe(1), 10_000);
  });
});

describe("wakeWorkers", () => {
  it("stops nobody while Redis is away", async () => {
    await redisRelay.cut();
    await expect(wakeWorkers()).resolves.toBeUndefined();
  });
});
