/** Looks until the signal for what a dead worker left: runs it held, processes of no run, settled runs whose stream lacks its end. */
import { setTimeout as sleep } from "node:timers/promises";
import { createLostRunFinder, type LostRun } from "#server/commands/recoverRuns.ts";
import { ORPHAN_LOOK_MS, RECOVER_AT_ONCE, RECOVER_LOOK_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import { redisRunId } from "#server/store/live/redis.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";
import { publishAsCommand } from "#server/store/publishAsCommand.ts";
import { isPostgresAway } from "#server/store/records/database.ts";
import type { Claimant } from "#server/store/records/runClaim.ts";
import { deleteOldRunEnv } from "#server/store/records/runEnvTable.ts";
import { listUnendedStreams, markStreamEnded } from "#server/store/records/settledStreams.ts";
import { deleteOldWorkers, type WorkerEntry } from "#server/store/records/workerTable.ts";
import { endOrphans } from "./endOrphans.ts";
import { isProvenDead } from "./process/processIdentity.ts";
import { takeOver } from "./takeOver.ts";

type Options = {
  claimant: Omit<Claimant, "redisRunId">;
  isMine: (runId: string) => boolean;
  signal: AbortSignal;
};

export async function recoverLost({ claimant, isMine, signal }: Options): Promise<void> {
  const isDead = (worker: WorkerEntry) => isProvenDead({ ...worker, startTime: worker.processStart });
  const findLostRuns = createLostRunFinder({ host: claimant.host, isMine, isProvenDead: isDead });
  await Promise.all([
    repeatedly(RECOVER_LOOK_MS, signal, async () => takeOverAll(await findLostRuns(), claimant)),
    repeatedly(RECOVER_LOOK_MS, signal, endStreams),
    repeatedly(ORPHAN_LOOK_MS, signal, endOrphans),
    repeatedly(ORPHAN_LOOK_MS, signal, async () => {
      await deleteOldRunEnv();
      await deleteOldWorkers();
    }),
  ]);
}

async function repeatedly(everyMs: number, signal: AbortSignal, look: () => Promise<unknown>): Promise<void> {
  // Short leases, as tests have them, are looked at as often as they are renewed.
  const waitMs = Math.min(everyMs, env().CODI_LEASE_MS / 3);
  while (!signal.aborted) {
    await look().catch((error: unknown) => warnThrottled("cannot look for what was left", { error: String(error) }));
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Several at once: ending what one of them left takes seconds, and the others must not wait for it. */
async function takeOverAll(runs: LostRun[], claimant: Options["claimant"]): Promise<void> {
  const waiting = [...runs];
  const work = async () => {
    for (let lost = waiting.shift(); lost; lost = waiting.shift()) {
      const serverId = await redisRunId().catch(() => null);
      const { runId } = lost;
      // One that cannot be recovered must not keep the others from it; it is looked at again.
      await takeOver(lost, { ...claimant, redisRunId: serverId }).catch((error: unknown) => {
        if (isPostgresAway(error)) warnThrottled("lost runs wait for Postgres", { runId });
        else logger.error({ runId, err: error }, "a lost run could not be recovered");
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(RECOVER_AT_ONCE, runs.length) }, work));
}

/** A command or a holder may have died between its two stores, or Redis was away for hours. */
async function endStreams(): Promise<void> {
  for (const { runId, claim } of await listUnendedStreams())
    if (await publishAsCommand(runId, claim).catch(() => false)) await markStreamEnded(runId);
}
