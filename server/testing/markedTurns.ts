/** Watches from /proc which turns of a run have living processes, to prove that two never lived at once. */
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

export async function livingTurns(runId: string): Promise<Set<string>> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const turns = await Promise.all(
    pids.map(async (pid) => {
      const environment = `\0${await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "")}`;
      if (!environment.includes(`\0CODI_RUN=${runId}\0`)) return [];
      return /\0CODI_TURN=([^\0]+)\0/.exec(environment)?.slice(1) ?? [];
    }),
  );
  return new Set(turns.flat());
}

export type TurnWatch = { seen: Set<string>; mostAtOnce(): number; stop(): Promise<void> };

export function watchTurns(runId: string): TurnWatch {
  const over = new AbortController();
  const seen = new Set<string>();
  let most = 0;
  const watching = (async () => {
    while (!over.signal.aborted) {
      const living = await livingTurns(runId);
      for (const turn of living) seen.add(turn);
      most = Math.max(most, living.size);
      await sleep(20, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return {
    seen,
    mostAtOnce: () => most,
    async stop() {
      over.abort();
      await watching;
    },
  };
}
