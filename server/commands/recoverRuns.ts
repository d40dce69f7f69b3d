/** Decides which held runs have lost their worker: both renewals stale, or the holder's process proven dead. Ends nothing itself. */
import { STORE_PING_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { findLease } from "#server/store/live/runLease.ts";
import { pingRedis } from "#server/store/live/redis.ts";
import { type HeldRun, listHeldRuns } from "#server/store/records/runClaim.ts";
import { findWorker, type WorkerEntry } from "#server/store/records/workerTable.ts";

export type LostRun = HeldRun & { why: "proof of death" | "both leases ran out" };

export async function findLostRuns(options: {
  host: string;
  /** True for runs that this very process is executing. */
  isMine: (runId: string) => boolean;
  isProvenDead: (worker: WorkerEntry) => Promise<boolean>;
}): Promise<LostRun[]> {
  const lost: LostRun[] = [];
  const holders = new Map<string, Promise<boolean>>();
  const isDead = (workerId: string) => {
    const known =
      holders.get(workerId) ??
      findWorker(workerId).then(
        async (worker) => worker !== null && (worker.stoppedAt !== null || (await options.isProvenDead(worker))),
      );
    holders.set(workerId, known);
    return known;
  };
  for (const run of await listHeldRuns(options.host)) {
    if (options.isMine(run.runId)) continue;
    if (await isDead(run.holder)) lost.push({ ...run, why: "proof of death" });
    else if (await isStaleInBoth(run)) lost.push({ ...run, why: "both leases ran out" });
  }
  return lost;
}

/** A store that does not answer is not stale: without Redis only proof of death allows a take-over. */
async function isStaleInBoth(run: HeldRun): Promise<boolean> {
  if (run.staleMs < env().CODI_LEASE_MS) return false;
  if (!(await pingRedis(STORE_PING_MS))) return false;
  return (await findLease(run.runId).catch(() => "unknown")) === null;
}
