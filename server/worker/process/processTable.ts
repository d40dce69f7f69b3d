/** The machine's table of processes: who lives, since when, in which group, and with which environment. */
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

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

const known = <T>(entry: T | null): entry is T => entry !== null;

/** Synchronous, so that nothing lies between the look and the signal that depends on it. */
export function readProcess(pid: number): ProcessEntry | null {
  try {
    if (hasProc) return fromStat(pid, readFileSync(`/proc/${pid}/stat`, "latin1"));
    return fromPs(execFileSync("ps", ["-o", PS_COLUMNS, "-p", String(pid)], { encoding: "latin1" }));
  } catch {
    return null; // it is gone
  }
}

export async function listProcesses(): Promise<ProcessEntry[]> {
  if (!hasProc) {
    const { stdout } = await run("ps", ["-axo", PS_COLUMNS], { encoding: "latin1", maxBuffer: PS_MAX_BYTES });
    return stdout.split("\n").map(fromPs).filter(known);
  }
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const entries = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => null);
      return stat === null ? null : fromStat(pid, stat);
    }),
  );
  return entries.filter(known);
}

/** Those of `pids` whose environment holds all of `marks` with exactly these values; one that may not be read is none. */
export async function withEnvironment(pids: number[], marks: Record<string, string>): Promise<number[]> {
  const wanted = Object.entries(marks).map(([name, value]) => `${name}=${value}`);
  if (hasProc) {
    const found = await Promise.all(
      pids.map(async (pid) => {
        const environment = await readFile(`/proc/${pid}/environ`).catch(() => null);
        const text = environment?.length ? `\0${environment.toString("utf8")}\0` : "";
        return text && wanted.every((mark) => text.includes(`\0${mark}\0`)) ? pid : null;
      }),
    );
    return found.filter(known);
  }
  const { stdout } = await run("ps", ["-axwwE", "-o", "pid=,command="], {
    encoding: "utf8",
    maxBuffer: PS_MAX_BYTES,
  });
  const asked = new Set(pids);
  return stdout.split("\n").flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const pid = Number(words[0]);
    return asked.has(pid) && wanted.every((mark) => words.includes(mark)) ? [pid] : [];
  });
}
