/** Repeats an effect with back-off until it succeeds or the signal ends it: what an owner does while a store is away. */
import { setTimeout as sleep } from "node:timers/promises";
import { STORE_RETRY_MAX_MS, STORE_RETRY_MIN_MS } from "#server/domain/limits.ts";
import { isPostgresAway } from "#server/store/records/database.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";

/** Only a store that does not answer is asked again; a wrong statement is thrown. */
export async function untilDone<T>(what: string, signal: AbortSignal, effect: () => Promise<T>): Promise<T> {
  for (let wait = STORE_RETRY_MIN_MS; ; wait = Math.min(wait * 2, STORE_RETRY_MAX_MS)) {
    signal.throwIfAborted();
    try {
      return await effect();
    } catch (error) {
      if (!isPostgresAway(error)) throw error;
      warnThrottled("postgres does not answer, trying again", { what });
      await sleep(wait, undefined, { signal });
    }
  }
}
