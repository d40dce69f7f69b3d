/** The machine's table of processes: who lives, since when, in which group, and with which environment. */
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { DESCRIPTOR_WAIT_MS, PROCESS_LOOK_MS } from "#server/domain/limits.ts";

export type ProcessEntry = {
  pid: number;
  parent: number;
  group: number;
  session: number;
  /** Tells a process from a later one with the same pid. */
  startTime: string;
  /** Ended, and not yet collected by its parent: it runs nothing and takes no signal. */
  zombie: boolean;
};

const hasProc = process.platform === "linux";
const PS_COLUMNS = "pid=,ppid=,pgid=,stat=,lstart=";
const PS_MAX_BYTES = 64 * 1_048_576;
const run = promisify(execFile);

/** The command's name stands in parentheses and may hold any byte, so fields are counted from the last one. */
function fromStat(pid: number, stat: string): ProcessEntry {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state = "", parent, group, session] = fields;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    startTime: fields[19] ?? "",
    zombie: state === "Z" || state === "X",
  };
}

function fromPs(line: string): ProcessEntry | null {
  const [pid, parent, group, state = "", ...started] = line.trim().split(/\s+/);
  if (!pid) return null;
  return {
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    session: Number(group),
    startTime: started.join(" "),
    zombie: state.startsWith("Z"),
  };
}

/** What says nothing about the process that was asked for: only that we have no descriptor to look with. */
const isBlind = (error: unknown) => error instanceof Error && "code" in error && /^E[MN]FILE$/.test(String(error.code));

/** Null when it cannot be read, as of one that is gone; who has no descriptor waits for one, and then does not know. */
async function look<T>(read: () => Promise<T>): Promise<T | null> {
  for (const until = performance.now() + DESCRIPTOR_WAIT_MS; ;) {
    try {
      return await read();
    } catch (error) {
      if (!isBlind(error)) return null;
      if (performance.now() > until) throw error;
      await sleep(PROCESS_LOOK_MS);
    }
  }
}

const known = <T>(entry: T | null): entry is T => entry !== null;

/** Synchronous, so that nothing lies between the look and the signal that depends on it. Throws when it cannot look. */
export function readProcess(pid: number): ProcessEntry | null {
  try {
    if (hasProc) return fromStat(pid, readFileSync(`/proc/${pid}/stat`, "latin1"));
    return fromPs(execFileSync("ps", ["-o", PS_COLUMNS, "-p", String(pid)], { encoding: "latin1" }));
  } catch (error) {
    if (isBlind(error)) throw error;
    return null; // it is gone
  }
}

export async function listProcesses(): Promise<ProcessEntry[]> {
  if (!hasProc) {
    const { stdout } = await run("ps", ["-axo", PS_COLUMNS], { encoding: "latin1", maxBuffer: PS_MAX_BYTES });
    return stdout.split("\n").map(fromPs).filter(known);
  }
  const pids = ((await look(() => readdir("/proc"))) ?? []).filter((name) => /^\d+$/.test(name)).map(Number);
  const entries = await Promise.all(
    pids.map(async (pid) => {
      const stat = await look(() => readFile(`/proc/${pid}/stat`, "latin1"));
      return stat === null ? null : fromStat(pid, stat);
    }),
  );
  return entries.filter(known);
}

/** The environments of `pids`, each as `\0NAME=value\0NAME=value\0`; one that may not be read is left out. */
export async function readEnvironments(pids: number[]): Promise<Map<number, string>> {
  if (hasProc) {
    const read = await Promise.all(
      pids.map(async (pid) => {
        const environment = await look(() => readFile(`/proc/${pid}/environ`));
        return environment?.length ? ([pid, `\0${environment.toString("utf8")}\0`] as const) : null;
      }),
    );
    return new Map(read.filter(known));
  }
  const { stdout } = await run("ps", ["-axwwE", "-o", "pid=,command="], {
    encoding: "utf8",
    maxBuffer: PS_MAX_BYTES,
  });
  const asked = new Set(pids);
  const lines = stdout.split("\n").map((line) => line.trim().split(/\s+/));
  return new Map(
    lines
      .filter(([pid]) => asked.has(Number(pid)))
      .map(([pid, ...words]) => [Number(pid), `\0${words.join("\0")}\0`] as const),
  );
}
