/** Takes Redis its keys or its room, as whoever operates it might, and gives the room back. */
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";

const AGAIN_MS = 200;
/** Far above what an empty one uses; far below what a dozen live logs use. */
const EVICT_DOWN_TO_BYTES = 3_000_000;

async function once<Answer>(url: string, command: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: null });
  redis.on("error", () => undefined); // what failed is the command
  try {
    await redis.connect();
    return await command(redis);
  } finally {
    redis.disconnect();
  }
}

export const flush = (url: string) => once(url, (redis) => redis.flushall());

/** Every write is refused from now on. */
export const fill = (url: string) => once(url, (redis) => redis.config("SET", "maxmemory", "1"));

export const evict = (url: string) =>
  once(url, async (redis) => {
    await redis.config("SET", "maxmemory-policy", "allkeys-lru");
    await redis.config("SET", "maxmemory", String(EVICT_DOWN_TO_BYTES));
  });

export async function giveRoom(url: string): Promise<void> {
  for (;;) {
    try {
      return await once(url, async (redis) => {
        await redis.config("SET", "maxmemory", "0");
        await redis.config("SET", "maxmemory-policy", "noeviction");
      });
    } catch {
      await sleep(AGAIN_MS);
    }
  }
}
