/** Looks until the signal, once an hour, whether logs are kept no longer, and takes them away. */
import { setTimeout as sleep } from "node:timers/promises";
import { REMOVE_LOOK_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import { removeOldLogs } from "#server/store/removeOldLogs.ts";

export async function removeLogs(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await removeOldLogs({ setting: env().CODI_KEEP_DAYS ?? null, signal }).then(
      ({ projects }) => {
        for (const { projectId, days, removed } of projects)
          if (removed.events > 0 || removed.bytes > 0) logger.info({ projectId, days, ...removed }, "old logs removed");
      },
      (error: unknown) => logger.warn({ error: String(error) }, "old logs could not be removed"),
    );
    await sleep(REMOVE_LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
