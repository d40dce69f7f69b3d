/** One round over all projects: the logs whose time has come go, a bounded step after the other, Redis first. */
import { setTimeout as sleep } from "node:timers/promises";
import { addRemoved, nothingRemoved, type ProjectKeeping, type Removed } from "#server/domain/keeping.ts";
import { REMOVE_PAUSE_MS } from "#server/domain/limits.ts";
import { listKeeping } from "./records/keepReads.ts";
import { listRemovable } from "./records/logRemoval.ts";
import { removeLogStep } from "./removeLogStep.ts";

export type ProjectRemoval = ProjectKeeping & { removed: Removed };

/** `isWhole` is false when another worker is at it: it does the rest. */
export type RemovalRound = { projects: ProjectRemoval[]; isWhole: boolean };

/** `setting` is what holds for projects without a number of their own; null = for ever. */
type Options = { setting: number | null; signal: AbortSignal };

export async function removeOldLogs({ setting, signal }: Options): Promise<RemovalRound> {
  const round: RemovalRound = { projects: [], isWhole: true };
  for (const project of await listKeeping({ setting })) {
    const removed = await removeOf(project, { setting, signal });
    round.projects.push({ ...project, removed: removed.sum });
    if (removed.isBusy || signal.aborted) return { ...round, isWhole: false };
  }
  return round;
}

async function removeOf(
  { projectId, days }: ProjectKeeping,
  { setting, signal }: Options,
): Promise<{ sum: Removed; isBusy: boolean }> {
  let sum = nothingRemoved;
  while (days !== null && !signal.aborted) {
    const runIds = await listRemovable({ projectId, days });
    if (runIds.length === 0) break;
    const step = await removeLogStep(runIds, { setting });
    if (step === "busy") return { sum, isBusy: true };
    sum = addRemoved(sum, step);
    if (step.rows === 0) break; // all of them are locked, or kept after all: the next round sees
    await sleep(REMOVE_PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
  return { sum, isBusy: false };
}
