/** Watches from /proc which turns of a run have living processes, to prove that two never lived at once. */
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Processes that were looked at again and again and carry no mark: what a process was given when it was executed never changes. */
type Unmarked = Map<string, number>;

const LOOKS = 5; // between fork and execution it still has what its parent was given

/** The living turns of every run, in one reading of the table. */
async function livingByRun(unmarked: Unmarked = new Map()): Promise<Map<string, Set<string>>> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const runs = new Map<string, Set<string>>();
  const gone = new Set(unmarked.keys());
  await Promise.all(
    pids.map(async (pid) => {
      gone.delete(pid);
      const looks = unmarked.get(pid) ?? 0;
      if (looks >= LOOKS) return;
      const environment = `\0${await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "")}`;
      const [, runId] = /\0CODI_RUN=([^\0]+)\0/.exec(environment) ?? [];
      const [, turn] = /\0CODI_TURN=([^\0]+)\0/.exec(environment) ?? [];
      if (runId && turn) runs.set(runId, (runs.get(runId) ?? new Set()).add(turn));
      else unmarked.set(pid, looks + 1);
    }),
  );
  for (const pid of gone) unmarked.delete(pid);
  return runs;
}

export async function livingTurns(runId: string): Promise<Set<string>> {
  return (await livingByRun()).get(runId) ?? new Set();
}

export type TurnWatch = { seen: Set<string>; mostAtOnce(): number; stop(): Promise<void> };

/** Of all runs at once: many watches of one run each would keep a machine busy with nothing else. */
export function watchRuns(everyMs = 20): {
  mostAtOnce(runId: string): number;
  seen(runId: string): Set<string>;
  stop(): Promise<void>;
} {
  const over = new AbortController();
  const unmarked: Unmarked = new Map();
  const seen = new Map<string, Set<string>>();
  const most = new Map<string, number>();
  const watching = (async () => {
    while (!over.signal.aborted) {
      for (const [runId, living] of await livingByRun(unmarked)) {
        const known = seen.get(runId) ?? new Set();
        for (const turn of living) known.add(turn);
        seen.set(runId, known);
        most.set(runId, Math.max(most.get(runId) ?? 0, living.size));
      }
      await sleep(everyMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return {
    seen: (runId) => seen.get(runId) ?? new Set(),
    mostAtOnce: (runId) => most.get(runId) ?? 0,
    async stop() {
      over.abort();
      await watching;
    },
  };
}

export function watchTurns(runId: string): TurnWatch {
  const watch = watchRuns();
  return {
    get seen() {
      return watch.seen(runId);
    },
    mostAtOnce: () => watch.mostAtOnce(runId),
    stop: watch.stop,
  };
}
