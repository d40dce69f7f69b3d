/** Notes ten times a second what memory web and workers take, and every second who is connected to Redis. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { isBack } from "./checker/checkUse.ts";
import type { Use } from "./checker/evidence.ts";
import type { KeptPart } from "./keptPart.ts";

const MEMORY_EVERY_MS = 100;
const CONNECTIONS_EVERY_MS = 1_000;
const ANSWER_MS = 2_000;

export type UseWatch = {
  use: Use;
  /** Waits until the web has given back what it took, though not for ever. */
  untilBack(withinMs: number): Promise<void>;
  /** The last samples are taken now. */
  stop(): Promise<void>;
};

export async function watchUse(parts: () => KeptPart[], redisUrl: string): Promise<UseWatch> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectionName: "chaos",
    commandTimeout: ANSWER_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
  });
  redis.on("error", () => undefined);
  await redis.connect();
  const use: Use = { memory: [], connections: [] };
  const over = new AbortController();
  const lookAtMemory = () => {
    use.memory.push({
      at: Date.now(),
      bytes: Object.fromEntries(parts().map((part) => [part.name, residentBytes(part.pid())])),
    });
  };
  const lookAtConnections = async () => {
    const list = (await redis.client("LIST").catch(() => null)) as string | null;
    use.connections.push({ at: Date.now(), names: list === null ? null : countNames(list) });
  };
  const repeat = async (everyMs: number, look: () => void | Promise<void>) => {
    while (!over.signal.aborted) {
      await look();
      await sleep(everyMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
    await look();
  };
  await lookAtConnections();
  const watching = [repeat(MEMORY_EVERY_MS, lookAtMemory), repeat(CONNECTIONS_EVERY_MS, lookAtConnections)];
  const webBytes = (at: 0 | -1) => use.memory.at(at)?.bytes.web ?? null;
  return {
    use,
    async untilBack(withinMs) {
      const deadline = Date.now() + withinMs;
      while (!isBack(webBytes(0) ?? 0, webBytes(-1) ?? Infinity) && Date.now() < deadline) await sleep(MEMORY_EVERY_MS);
    },
    async stop() {
      over.abort();
      await Promise.all(watching);
      redis.disconnect();
    },
  };
}

function residentBytes(pid: number | null): number | null {
  if (pid === null) return null;
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kib === undefined ? null : Number(kib) * 1_024;
  } catch {
    return null; // it ended meanwhile
  }
}

/** Ours and those without a name are no part of Codi. */
function countNames(list: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, name = ""] of list.matchAll(/ name=(codi-\S*)/g)) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
