/** Decides which held runs have lost their worker: both renewals stale, or the holder's process proven dead. Ends nothing itself. */
import { STORE_PING_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { findLease } from "#server/store/live/runLease.ts";
import { pingRedis } from "#server/store/live/redis.ts";
import { type HeldRun, listHeldRuns } from "#server/store/records/runClaim.ts";
import { findWorker, type WorkerEntry } from "#server/store/records/workerTable.ts";

export type LostRun = HeldRun & { why: "proof of death" | "both leases ran out" };

type Options = {
  host: string;
  /** True for runs that this very process is executing. */
  isMine: (runId: string) => boolean;
  isProvenDead: (worker: WorkerEntry) => Promise<boolean>;
};

/** A heartbeat as it was last seen to change, by our own monotonic clock: no clock that jumps decides alone who is dead. */
type Seen = { claim: number; heartbeat: number; since: number };

export function createLostRunFinder(options: Options): () => Promise<LostRun[]> {
  let seen = new Map<string, Seen>();

  function observe(held: HeldRun[]): void {
    const now = performance.now();
    seen = new Map(
      held.map((run) => {
        const before = seen.get(run.runId);
        const heartbeat = run.heartbeatAt.getTime();
        const isSame = before?.claim === run.claim && before.heartbeat === heartbeat;
        return [run.runId, isSame ? before : { claim: run.claim, heartbeat, since: now }];
      }),
    );
  }

  /**
   * For a lease by our own clock; or by Postgres's, when we have seen for half of one that nothing changes. The first
   * needs no other clock, the second lets one that has just started find what died before.
   */
  function isStale({ runId, silentMs }: HeldRun): boolean {
    const seenMs = performance.now() - (seen.get(runId)?.since ?? Infinity);
    const leaseMs = env().CODI_LEASE_MS;
    return seenMs >= leaseMs || (seenMs >= leaseMs / 2 && silentMs >= leaseMs);
  }

  /** A store that does not answer is not stale: without Redis only proof of death allows a take-over. */
  async function hasNoLock({ runId, claim }: HeldRun): Promise<boolean> {
    const lock = await findLease(runId).catch(() => "unknown" as const);
    // A lower claim's lock is none: a Redis that came back with an older state brought it along.
    return lock === null || (lock !== "unknown" && lock.claim < claim);
  }

  return async () => {
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
    const held = await listHeldRuns();
    observe(held);
    let ping: Promise<boolean> | undefined;
    const hasRedis = () => (ping ??= pingRedis(STORE_PING_MS));
    for (const run of held) {
      if (options.isMine(run.runId)) continue;
      const isElsewhere = run.host !== null && run.host !== options.host;
      // Who shares the host can end what is left there. With nobody on it, anybody says what became of the run.
      if (isElsewhere && run.hostIsServed) continue;
      if (await isDead(run.holder)) {
        // What the dead one gave Redis alone is lost to whoever cannot reach it: a lease long others come first.
        if (isStale(run) || (await hasRedis())) lost.push({ ...run, why: "proof of death" });
      } else if (isStale(run) && (await hasRedis()) && (await hasNoLock(run)))
        lost.push({ ...run, why: "both leases ran out" });
    }
    return lost;
  };
}
