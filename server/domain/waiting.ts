/** Why nothing happens to a run right now, as one sentence; computed whenever somebody reads, stored nowhere. */
import type { Waiting } from "./run.ts";
import { isSettled, type RunStatus } from "./runStatus.ts";

export type WaitingFacts = {
  runId: string;
  status: RunStatus;
  /** The worker that has it; null: nobody. */
  holder: string | null;
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
  /** Whose usage the profile is; null: it is counted by itself. */
  account: string | null;
  /** One more lost worker and it has failed for good. */
  isSuspect: boolean;
};

export type FleetWorker = {
  id: string;
  sites: string[];
  host: string;
  freeSlots: number;
  draining: boolean;
  /** It holds a run that has lost all workers but the last that it may lose: no second one joins it. */
  holdsSuspect: boolean;
};

/** What the whole fleet looks like at the same moment. */
export type Fleet = {
  now: Date;
  /** Those that are online. */
  workers: FleetWorker[];
  /** How many runs are held of each. */
  held: Record<"project" | "profile" | "account" | "site", Map<string, number>>;
  limits: Record<"account" | "site", Map<string, number>>;
  /** How many runs are in line before a run that is due. */
  before: Map<string, number>;
};

export function toWaiting(run: WaitingFacts, fleet: Fleet): Waiting | null {
  if (run.holder !== null) return isSettled(run.status) ? null : toAbandoned(run, fleet);
  if ((run.status !== "queued" && run.status !== "running") || !run.runAfter) return null;
  return toAway(run, fleet) ?? toAhead(run, run.runAfter, fleet) ?? toInLine(run, fleet);
}

/** Held, and nobody works on it: its holder has not been heard of for a while. */
function toAbandoned({ holder, host }: WaitingFacts, { workers }: Fleet): Waiting | null {
  if (workers.some((worker) => worker.id === holder)) return null;
  if (workers.some((worker) => host === null || worker.host === host))
    return say("no_worker", "Its worker does not answer. Another one takes over soon.");
  return say("host_away", `Its worker is gone, and no worker is online on ${host}, where its workspace is.`);
}

/** No worker could take it, whenever it is due. */
function toAway({ site, host }: WaitingFacts, { workers }: Fleet): Waiting | null {
  const here = workers.filter((worker) => worker.sites.includes(site));
  if (here.length === 0) return say("no_worker", `No worker is online for site ${site}.`);
  if (here.every((worker) => worker.draining))
    return say("no_worker", `Every worker of site ${site} is shutting down.`);
  const there = here.filter((worker) => host === null || worker.host === host);
  if (there.length === 0) return say("host_away", `Its workspace is on ${host}, and no worker is online there.`);
  if (there.every((worker) => worker.draining))
    return say("host_away", `Its workspace is on ${host}, and every worker there is shutting down.`);
  return null;
}

const ahead: Record<string, Pick<Waiting, "code" | "text">> = {
  backoff: { code: "backoff", text: "The turn failed and is tried again soon." },
  quota: { code: "quota", text: "The account's limit is used up until it resets." },
};
const delay = { code: "delay", text: "Waits out the delay between turns." } as const;

function toAhead({ storedCode }: WaitingFacts, runAfter: Date, { now }: Fleet): Waiting | null {
  if (runAfter.getTime() <= now.getTime()) return null;
  return { ...(ahead[storedCode ?? ""] ?? delay), until: runAfter.toISOString() };
}

/** Due: what holds it back, in the order in which the claim's line is told apart, and how many are before it. */
function toInLine(run: WaitingFacts, fleet: Fleet): Waiting | null {
  const before = fleet.before.get(run.runId);
  const place = before === undefined ? "" : before === 0 ? "; it is next" : `; ${toCount(before)} before it`;
  const full = limitsOf(run, fleet).find(({ held, limit }) => limit !== null && held >= limit);
  if (full?.limit === 0) return say("limit", `${full.of} may run nothing: its limit is 0.`);
  if (full) return say("limit", `${full.of} runs ${full.held} of ${full.limit}${place}.`);

  const here = fleet.workers.filter((worker) => worker.sites.includes(run.site) && !worker.draining);
  const there = here.filter((worker) => run.host === null || worker.host === run.host);
  const free = there.reduce((sum, worker) => sum + Math.max(0, worker.freeSlots), 0);
  const where = there.length < here.length ? ` on ${run.host}` : "";
  if (free === 0) return say("limit", `Every worker slot${where} is in use${place}.`);
  if (run.isSuspect && there.every((worker) => worker.holdsSuspect || worker.freeSlots <= 0))
    return say("limit", "It has lost its worker twice, so it waits for a worker without another such run.");
  // Those before it take what is free, a moment from now.
  return before !== undefined && before >= free ? say("limit", `${toCount(before)} before it.`) : null;
}

function limitsOf(run: WaitingFacts, { held, limits }: Fleet): { of: string; held: number; limit: number | null }[] {
  const { projectId, projectName, projectLimit, profileName, profileLimit, account, site } = run;
  return [
    { of: `Project ${projectName}`, held: held.project.get(projectId) ?? 0, limit: projectLimit },
    account === null
      ? { of: `Profile ${profileName}`, held: held.profile.get(profileName) ?? 0, limit: profileLimit }
      : { of: `Account ${account}`, held: held.account.get(account) ?? 0, limit: limits.account.get(account) ?? null },
    { of: `Site ${site}`, held: held.site.get(site) ?? 0, limit: limits.site.get(site) ?? null },
  ];
}

const toCount = (runs: number) => (runs === 1 ? "1 run is" : `${runs} runs are`);

const say = (code: Waiting["code"], text: string): Waiting => ({ code, text, until: null });
