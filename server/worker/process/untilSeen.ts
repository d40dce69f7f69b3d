/** Repeats what ends processes until it could look at them: without a free descriptor nobody sees what lives, and it must end all the same. */
import { setTimeout as sleep } from "node:timers/promises";
import { STORE_RETRY_MAX_MS } from "#server/domain/limits.ts";
import { logger } from "#server/logger.ts";

export async function untilSeen<T>(end: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await end();
    } catch (error) {
      logger.error({ err: error }, "processes could not be looked at, and may still live");
      await sleep(STORE_RETRY_MAX_MS);
    }
  }
}
