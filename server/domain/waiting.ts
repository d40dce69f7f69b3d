/** Why nothing happens to a run right now, as one sentence; computed whenever somebody reads, stored nowhere. */
import type { Waiting } from "./run.ts";
import type { RunStatus } from "./runStatus.ts";

export type WaitingFacts = {
  status: RunStatus;
  held: boolean;
  /** When it is due; null = nothing to do. */
  runAfter: Date | null;
  /** Why runAfter lies ahead: delay, backoff or quota. */
  storedCode: string | null;
  site: string;
  host: string | null;
  projectId: string;
  projectName: string;
  projectLimit: number | null;
  profileName: string;
  profileLimit: number | null;
};

/** What the whole fleet looks like at the same moment. */
export type Fleet = {
  now: Date;
  workers: { sites: string[]; host: string; freeSlots: number }[];
  heldByProject: Map<string, number>;
  heldByProfile: Map<string, number>;
};

export function toWaiting(run: WaitingFacts, fleet: Fleet): Waiting | null {
  if (run.held || (run.status !== "queued" && run.status !== "running") || !run.runAfter) return null;
  const here = fleet.workers.filter((worker) => worker.sites.includes(run.site));
  if (here.length === 0) return { code: "no_worker", text: `No worker is online for site ${run.site}.`, until: null };
  if (run.host && !here.some((worker) => worker.host === run.host))
    return { code: "host_away", text: `Its workspace is on ${run.host}, and no worker is online there.`, until: null };
  if (run.runAfter.getTime() > fleet.now.getTime()) {
    const until = run.runAfter.toISOString();
    if (run.storedCode === "backoff")
      return { code: "backoff", text: "The turn failed and is tried again soon.", until };
    if (run.storedCode === "quota")
      return { code: "quota", text: "The account's limit is used up until it resets.", until };
    return { code: "delay", text: "Waits out the delay between turns.", until };
  }
  const inProject = fleet.heldByProject.get(run.projectId) ?? 0;
  if (run.projectLimit !== null && inProject >= run.projectLimit)
    return { code: "limit", text: `Project ${run.projectName} runs ${inProject} of ${run.projectLimit}.`, until: null };
  const inProfile = fleet.heldByProfile.get(run.profileName) ?? 0;
  if (run.profileLimit !== null && inProfile >= run.profileLimit)
    return { code: "limit", text: `Profile ${run.profileName} runs ${inProfile} of ${run.profileLimit}.`, until: null };
  const reachable = here.filter((worker) => !run.host || worker.host === run.host);
  if (reachable.every((worker) => worker.freeSlots <= 0))
    return { code: "limit", text: "Every worker slot is in use.", until: null };
  return null;
}
