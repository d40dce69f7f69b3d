/** Starts an embedded store again when it crashed, on the port and with the data that it had. */
import { setTimeout as sleep } from "node:timers/promises";
import { RESTART_CALM_MS, STORE_STOP_MS } from "#server/domain/limits.ts";
import { backoffMs } from "./backoffMs.ts";
import type { StartedStore } from "./startStore.ts";

type Clock = { now(): number; pause(ms: number, signal: AbortSignal): Promise<unknown> };

const machine: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};

export async function keepStore(
  name: string,
  start: () => Promise<StartedStore>,
  { log, clock = machine }: { log: (line: string) => void; clock?: Clock },
): Promise<StartedStore> {
  let store = await start();
  const ending = new AbortController();

  /** For as long as it takes: what holds it up (a leftover of its last life, a full disk) may be gone at the next try. */
  async function startAgain(crashes: number): Promise<StartedStore | null> {
    for (let tries = crashes; !ending.signal.aborted; tries += 1) {
      const waitMs = backoffMs(tries);
      log(`${name} ended by itself; starting it again in ${waitMs / 1000} s`);
      await clock.pause(waitMs, ending.signal);
      if (ending.signal.aborted) return null;
      try {
        return await start();
      } catch (error) {
        log(`${name} could not be started again: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return null;
  }

  const watch = async (): Promise<void> => {
    let crashes = 0;
    let from = clock.now();
    while (store.exited) {
      await store.exited;
      if (ending.signal.aborted) return;
      // One that lived long enough was well: what happens to it then is a first crash again.
      crashes = clock.now() - from > RESTART_CALM_MS ? 1 : crashes + 1;
      const again = await startAgain(crashes);
      if (!again) return;
      if (again.url !== store.url) log(`${name} has another port now, because its own was taken: restart Codi`);
      store = again;
      from = clock.now();
      // Told to end while this one was starting: whoever told it did not know it yet.
      if (ending.signal.aborted) return store.stop();
    }
  };
  const watching = watch();
  const end = async (how: "stop" | "kill") => {
    ending.abort();
    await store[how]();
    // A start that hangs is left to its leash, which ends it with this process.
    await Promise.race([watching, sleep(STORE_STOP_MS)]);
  };
  return { url: store.url, what: store.what, stop: () => end("stop"), kill: () => end("kill") };
}
