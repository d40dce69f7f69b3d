/** The living processes that carry a run's mark, read from /proc so that ten looks a second cost little. */
import { readdirSync, readFileSync } from "node:fs";

type Marked = { pid: number; run: string; turn: string };
type Cached = { startTime: string; looks: number; marked: Marked | null };

export type Look = {
  /** The turns of each run that have a living process. */
  living: Record<string, string[]>;
  /** Runs whose processes of two turns lived at the same moment. */
  doubles: { runId: string; turns: string[] }[];
};

/** Between fork and exec a child still shows its parent's environment: a process is asked this often before it counts as unmarked. */
const LOOKS_BEFORE_SURE = 20;

const read = (path: string): string | null => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null; // it ended, or is not ours
  }
};

/** Null = it is gone, or ended and not yet collected. */
function startTimeOf(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
}

export function markOf(environment: string, pid: number): Marked | null {
  const text = `\0${environment}\0`;
  const run = /\0CODI_RUN=([^\0]+)\0/.exec(text)?.[1];
  const turn = /\0CODI_TURN=([^\0]+)\0/.exec(text)?.[1];
  return run && turn ? { pid, run, turn } : null;
}

export function openMarkedTable(): { look(): Look } {
  let cache = new Map<number, Cached>();

  function known(pid: number): Cached | null {
    const startTime = startTimeOf(pid);
    if (startTime === null) return null;
    const before = cache.get(pid);
    const same = before?.startTime === startTime ? before : null;
    if (same && (same.marked || same.looks >= LOOKS_BEFORE_SURE)) return same;
    const environment = read(`/proc/${pid}/environ`) ?? "";
    return { startTime, looks: (same?.looks ?? 0) + 1, marked: markOf(environment, pid) };
  }

  /** Alive after the other one was seen alive: the two lived at once, whatever a look takes. */
  const stillLives = ({ pid }: Marked) =>
    startTimeOf(pid) === cache.get(pid)?.startTime && read(`/proc/${pid}/environ`) !== "";

  return {
    look() {
      const pids = readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map(Number);
      const now = new Map<number, Cached>();
      for (const pid of pids) {
        const entry = known(pid);
        if (entry) now.set(pid, entry);
      }
      cache = now;
      const byRun = new Map<string, Marked[]>();
      for (const { marked } of now.values())
        if (marked) byRun.set(marked.run, [...(byRun.get(marked.run) ?? []), marked]);
      const living: Look["living"] = {};
      const doubles: Look["doubles"] = [];
      for (const [runId, marked] of byRun) {
        const turns = [...new Set(marked.map(({ turn }) => turn))];
        living[runId] = turns;
        if (turns.length < 2) continue;
        const confirmed = [...new Set(marked.filter(stillLives).map(({ turn }) => turn))];
        if (confirmed.length > 1) doubles.push({ runId, turns: confirmed });
      }
      return { living, doubles };
    },
  };
}
