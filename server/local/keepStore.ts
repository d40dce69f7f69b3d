/** Starts an embedded store again when it crashed, on the port and with the data that it had. */
import { setTimeout as sleep } from "node:timers/promises";
import { RESTART_BACKOFF_MS } from "#server/domain/limits.ts";
import type { StartedStore } from "./startStore.ts";

export async function keepStore(
  name: string,
  start: () => Promise<StartedStore>,
  log: (line: string) => void,
): Promise<StartedStore> {
  let store = await start();
  const ending = new AbortController();
  const watch = async (): Promise<void> => {
    for (let crashes = 0; store.exited; crashes += 1) {
      await store.exited;
      if (ending.signal.aborted) return;
      const waitMs = RESTART_BACKOFF_MS[Math.min(crashes, RESTART_BACKOFF_MS.length - 1)] ?? 0;
      log(`${name} ended by itself; starting it again in ${waitMs / 1000} s`);
      await sleep(waitMs, undefined, { signal: ending.signal });
      const again = await start();
      if (again.url !== store.url) log(`${name} has another port now, because its own was taken: restart Codi`);
      store = again;
    }
  };
  watch().catch((error: unknown) => {
    if (!ending.signal.aborted)
      log(`${name} could not be started again: ${error instanceof Error ? error.message : String(error)}`);
  });
  const end = (how: "stop" | "kill") => {
    ending.abort();
    return store[how]();
  };
  return { url: store.url, what: store.what, stop: () => end("stop"), kill: () => end("kill") };
}
