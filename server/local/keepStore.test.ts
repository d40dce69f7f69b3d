/** A store that is kept running, with starts that succeed and fail as a test wants, in a time of its own. */
import { beforeEach, expect, it, vi } from "vitest";
import { keepStore } from "./keepStore.ts";
import type { StartedStore } from "./startStore.ts";

let crash: () => void;
let starts: number;
let stopped: number;
let pauses: number[];
/** What the next starts throw; after that they succeed. */
let failing: number;
let time: number;
/** Whether a pause ends by itself. */
let passes: boolean;

async function start(): Promise<StartedStore> {
  starts += 1;
  if (failing > 0) {
    failing -= 1;
    throw new Error("its memory is still in use");
  }
  let end: () => void = () => undefined;
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
    end = () => done({ code: null, signal: "SIGKILL" });
  });
  crash = end;
  const stop = async () => {
    stopped += 1;
    end();
  };
  return { url: "redis://127.0.0.1:1", what: "a store", exited, stop, kill: stop };
}

const clock = {
  now: () => time,
  async pause(ms: number, signal: AbortSignal) {
    pauses.push(ms);
    time += ms;
    if (!passes) await new Promise((resolve) => signal.addEventListener("abort", resolve));
  },
};
const keep = () => keepStore("Redis", start, { log: () => undefined, clock });
const untilStarted = (times: number) => vi.waitFor(() => expect(starts).toBe(times));

beforeEach(() => {
  [starts, stopped, failing, time, pauses, passes] = [0, 0, 0, 0, [], true];
});

it("a store whose start fails is started again until it succeeds, each time a little later", async () => {
  const kept = await keep();
  failing = 3;
  crash();
  await untilStarted(5);
  expect(pauses).toEqual([500, 1_000, 2_000, 5_000]);
  await kept.stop();
  expect(stopped).toBe(1);
});

it("crashes that lie far apart do not make the pause longer, crashes in a row do", async () => {
  await keep();
  for (const crashes of [1, 2, 3]) {
    time += 120_000;
    crash();
    await untilStarted(crashes + 1);
  }
  crash();
  await untilStarted(5);
  expect(pauses).toEqual([500, 500, 500, 1_000]);
});

it("a store that is told to end in the pause after a crash is not started again", async () => {
  passes = false;
  const kept = await keep();
  crash();
  await vi.waitFor(() => expect(pauses).toHaveLength(1));
  await kept.stop();
  expect(starts).toBe(1);
});
