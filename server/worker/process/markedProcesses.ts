/** Everything a run or turn started, found by the mark in its environment wherever it moved, and ended. */
import { endProcesses } from "./endProcesses.ts";
import type { EndedProcesses } from "./endProcesses.ts";
import { listProcesses, withEnvironment } from "./processTable.ts";
import type { ProcessEntry } from "./processTable.ts";

export type ProcessMark = { runId: string; turnId?: string };
export type FoundProcess = { pid: number; startTime: string };

/** Children of the marked are taken along: a program that overwrites its environment (setproctitle) hides its own mark. */
function withDescendants(marked: number[], all: ProcessEntry[]): ProcessEntry[] {
  const taken = new Set(marked);
  for (let size = -1; size !== taken.size;) {
    size = taken.size;
    for (const entry of all) if (taken.has(entry.parent)) taken.add(entry.pid);
  }
  return all.filter((entry) => taken.has(entry.pid));
}

/** Living processes that carry the mark with exactly this value; never ourselves. */
export async function findMarked(mark: ProcessMark): Promise<FoundProcess[]> {
  const all = (await listProcesses()).filter((entry) => !entry.zombie && entry.pid !== process.pid);
  const marked = await withEnvironment(
    all.map((entry) => entry.pid),
    { CODI_RUN: mark.runId, ...(mark.turnId ? { CODI_TURN: mark.turnId } : {}) },
  );
  return withDescendants(marked, all).map(({ pid, startTime }) => ({ pid, startTime }));
}

/** SIGTERM, after the grace SIGKILL, until the process table shows none; what could not be ended is named. */
export async function endMarked(mark: ProcessMark, options: { graceMs: number }): Promise<EndedProcesses> {
  return endProcesses(
    async () => (await findMarked(mark)).map((found) => ({ ...found, target: "marked" as const })),
    options,
  );
}
