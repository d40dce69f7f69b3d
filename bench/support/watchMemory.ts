/** The most memory that one process held while it was watched, looked at ten times a second. */
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { processUse } from "./processUse.ts";

const EVERY_MS = 100;

export type MemoryWatch = {
  /** What it held before anything happened, and the most that was seen since. */
  stop(): Promise<{ before: number; most: number; samples: number[]; kernelsMost: number | null }>;
};

export async function watchMemory(pid: number): Promise<MemoryWatch> {
  const stopped = new AbortController();
  const before = await residentBytes(pid);
  const samples = [before];
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      await sleep(EVERY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
      samples.push(await residentBytes(pid));
    }
  })();
  watching.catch(() => undefined); // thrown by stop
  return {
    async stop() {
      stopped.abort();
      await watching;
      return { before, most: Math.max(...samples), samples, kernelsMost: await statusBytes(pid, "VmHWM") };
    },
  };
}

async function residentBytes(pid: number): Promise<number> {
  // Looking through all processes ten times a second would itself be a load.
  return (await statusBytes(pid, "VmRSS")) ?? (await processUse(pid)).memoryBytes;
}

/** Null where there is no /proc. */
async function statusBytes(pid: number, field: "VmRSS" | "VmHWM"): Promise<number | null> {
  if (process.platform !== "linux") return null;
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}
