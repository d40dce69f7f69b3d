/** Looks for runs whose worker died, and for settled runs whose stream lacks its end, until the signal. */
import { setTimeout as sleep } from "node:timers/promises";
import { findLostRuns } from "#server/commands/recoverRuns.ts";
import { RECOVER_LOOK_MS } from "#server/domain/limits.ts";
import { logger } from "#server/logger.ts";
import { redisRunId } from "#server/store/live/redis.ts";
import { publishAsCommand } from "#server/store/publishAsCommand.ts";
import { type Claimant, listJustSettled } from "#server/store/records/runClaim.ts";
import { deleteOldRunEnv } from "#server/store/records/runEnvTable.ts";
import type { WorkerEntry } from "#server/store/records/workerTable.ts";
import { isProvenDead } from "./process/processIdentity.ts";
import { takeOver } from "./takeOver.ts";

type Options = {
  claimant: Omit<Claimant, "redisRunId">;
  isMine: (runId: string) => boolean;
  signal: AbortSignal;
};

export async function recoverLost(options: Options): Promise<void> {
  const { signal } = options;
  while (!signal.aborted) {
    await recoverOnce(options).catch((error: unknown) =>
      logger.warn({ error: String(error) }, "cannot look for lost runs"),
    );
    await sleep(RECOVER_LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function recoverOnce({ claimant, isMine }: Options): Promise<void> {
  const isDead = (worker: WorkerEntry) => isProvenDead({ ...worker, startTime: worker.processStart });
  for (const lost of await findLostRuns({ host: claimant.host, isMine, isProvenDead: isDead })) {
    const serverId = await redisRunId().catch(() => null);
    // One that cannot be recovered must not keep the others from it; it is looked at again.
    await takeOver(lost, { ...claimant, redisRunId: serverId }).catch((error: unknown) =>
      logger.error({ runId: lost.runId, err: error }, "a lost run could not be recovered"),
    );
  }
  // A command or a holder may have died between its two stores.
  for (const settled of await listJustSettled())
    await publishAsCommand(settled.runId, settled.claim).catch(() => undefined);
  await deleteOldRunEnv();
}
