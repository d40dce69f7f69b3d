/** What a process and those of its group have used: the time on processors, and the memory that they hold. */
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

export type ProcessUse = { cpuMs: number; memoryBytes: number };

const TICK_MS = 10; // Linux tells every program 100 ticks a second, whatever its own clock does

/** `group` is the pid of its leader. */
export async function processUse(group: number): Promise<ProcessUse> {
  const uses = process.platform === "linux" ? await fromProc(group) : fromPs(await askPs(), group);
  if (uses.length === 0) throw new Error(`No process of group ${group} is there.`);
  return {
    cpuMs: uses.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    memoryBytes: uses.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
  };
}

async function fromProc(group: number): Promise<ProcessUse[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const uses = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      const cpuMs = cpuOfGroup(stat, group);
      if (cpuMs === null) return [];
      const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
      return [{ cpuMs, memoryBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024 }];
    }),
  );
  return uses.flat();
}

/** User and system time with all threads; null = a process of another group. */
export function cpuOfGroup(stat: string, group: number): number | null {
  // Its name comes second, in brackets, and may hold anything; what follows are state, parent, group …
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (Number(fields[2]) !== group) return null;
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function askPs(): Promise<string> {
  return (await promisify(execFile)("ps", ["-A", "-o", "pgid=,rss=,time="])).stdout;
}

/** Kilobytes, and minutes:seconds.hundredths; hours and days may stand before them. */
export function fromPs(output: string, group: number): ProcessUse[] {
  return output.split("\n").flatMap((line) => {
    const [pgid, rss, time] = line.trim().split(/\s+/);
    if (Number(pgid) !== group || !rss || !time) return [];
    const [seconds = 0, minutes = 0, hours = 0, days = 0] = time.split(/[:-]/).map(Number).reverse();
    const cpuMs = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
    return [{ cpuMs, memoryBytes: Number(rss) * 1_024 }];
  });
}
