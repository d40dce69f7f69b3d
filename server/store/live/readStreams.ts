/** One blocking read over several streams, which an outage or an abort ends with nothing instead of an error. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { REDIS_BLOCK_MS, REDIS_RETRY_MAX_MS } from "#server/domain/limits.ts";
import { settledWithin } from "./settledWithin.ts";
import { warnThrottled } from "./warnThrottled.ts";

export type StreamEntries = [key: string, entries: [id: string, fields: string[]][]];

/** While Redis is away this waits: the connection repeats the read by itself once it is back. */
export async function readStreams(
  connection: Redis,
  { cursors, count, signal }: { cursors: ReadonlyMap<string, string>; count: number; signal: AbortSignal },
): Promise<StreamEntries[]> {
  const names = [...cursors.keys(), ...cursors.values()];
  try {
    const reading = connection.xread("COUNT", count, "BLOCK", REDIS_BLOCK_MS, "STREAMS", ...names);
    // After a disconnect during an outage the read never settles: the signal has to end the waiting.
    return (await settledWithin(reading, { signal }))?.value ?? [];
  } catch (error) {
    if (signal.aborted) return [];
    warnThrottled("a stream could not be read", { err: error });
    await sleep(REDIS_RETRY_MAX_MS, undefined, { signal }).catch(() => undefined);
    return [];
  }
}
