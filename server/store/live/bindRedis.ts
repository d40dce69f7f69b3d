/** Binds Redis to this installation once it answers and takes a write: no process waits with its start for that. */
import { setTimeout as sleep } from "node:timers/promises";
import { STORE_PING_MS, STORE_RETRY_MAX_MS } from "#server/domain/limits.ts";
import { bindInstance, UnfitRedisError } from "./instance.ts";
import { pingRedis } from "./redis.ts";

/** True = bound; false = it does not answer now, or has no room for a word. Throws when it is not fit. */
export async function bindRedis(postgresId: string): Promise<boolean> {
  if (!(await pingRedis(STORE_PING_MS))) return false;
  try {
    await bindInstance(postgresId);
    return true;
  } catch (error) {
    if (error instanceof UnfitRedisError) throw error;
    return false; // it went away in between, or is full
  }
}

/** Resolves when it is bound, or with the signal. Throws when what answers at last is not fit. */
export async function bindRedisLater(postgresId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await bindRedis(postgresId)))
    await sleep(STORE_RETRY_MAX_MS, undefined, { signal }).catch(() => undefined);
}
