/** Everything a run or turn started, found by the mark in its environment wherever it moved, and ended. */
import { endProcesses } from "./endProcesses.ts";
import type { EndedProcesses } from "./endProcesses.ts";
import { listProcesses, readEnvironments } from "./processTable.ts";
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

async function livingOthers(): Promise<ProcessEntry[]> {
  return (await listProcesses()).filter((entry) => !entry.zombie && entry.pid !== process.pid);
}

const pidsOf = (entries: ProcessEntry[]) => entries.map((entry) => entry.pid);

/** Living processes that carry the mark with exactly this value; never ourselves. */
export async function findMarked(mark: ProcessMark): Promise<FoundProcess[]> {
  const all = await livingOthers();
  const wanted = [`\0CODI_RUN=${mark.runId}\0`, ...(mark.turnId ? [`\0CODI_TURN=${mark.turnId}\0`] : [])];
  const environments = await readEnvironments(pidsOf(all));
  const marked = [...environments].filter(([, text]) => wanted.every((entry) => text.includes(entry)));
  return withDescendants(
    marked.map(([pid]) => pid),
    all,
  ).map(({ pid, startTime }) => ({ pid, startTime }));
}

/** Every turn that living processes of this machine are marked with, each once. */
export async function listMarked(): Promise<Required<ProcessMark>[]> {
  const environments = await readEnvironments(pidsOf(await livingOthers()));
  const marks = new Map<string, Required<ProcessMark>>();
  for (const text of environments.values()) {
    const runId = /\0CODI_RUN=([^\0]+)\0/.exec(text)?.[1];
    const turnId = /\0CODI_TURN=([^\0]+)\0/.exec(text)?.[1];
    if (runId && turnId) marks.set(`${runId} ${turnId}`, { runId, turnId });
  }
  return [...marks.values()];
}

/** SIGTERM, after the grace SIGKILL, until the process table shows none; what could not be ended is named. */
export async function endMarked(mark: ProcessMark, options: { graceMs: number }): Promise<EndedProcesses> {
  return endProcesses(
    async () => (await findMarked(mark)).map((found) => ({ ...found, target: "marked" as const })),
    options,
  );
}
