/** Looks every few seconds at what the web process takes, and at who is connected to the stores. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import pg from "pg";
import type { SoakSample } from "./soak/soakEvidence.ts";

export type SoakWatch = {
  /** Once now. */
  look(): Promise<SoakSample>;
  /** Every so often until the signal. */
  follow(everyMs: number, signal: AbortSignal): Promise<SoakSample[]>;
  close(): Promise<void>;
};

type Watched = {
  webPid: () => number | null;
  heapFile: string;
  databaseUrl: string;
  redisUrl: string;
  open: () => number;
};

const OWN = "soak";

export async function watchSoak({ webPid, heapFile, databaseUrl, redisUrl, open }: Watched): Promise<SoakWatch> {
  const redis = new Redis(redisUrl, { connectionName: OWN });
  const client = new pg.Client({ connectionString: databaseUrl, application_name: OWN });
  await client.connect();

  async function look(): Promise<SoakSample> {
    const pid = webPid();
    const list = (await redis.client("LIST")) as string;
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    return {
      at: Date.now(),
      heapAfterGc: lastHeap(heapFile),
      rss: pid === null ? null : residentBytes(pid),
      fds: pid === null ? null : countDescriptors(pid),
      redis: [...list.matchAll(/ name=codi-/g)].length,
      postgres: rows[0]?.count ?? null,
      open: open(),
    };
  }

  return {
    look,
    async follow(everyMs, signal) {
      const samples: SoakSample[] = [];
      while (!signal.aborted) {
        await sleep(everyMs, undefined, { signal }).catch(() => undefined);
        if (!signal.aborted) samples.push(await look());
      }
      return samples;
    },
    async close() {
      redis.disconnect();
      await client.end();
    },
  };
}

/** The heap, and what buffers hold outside of it. */
function lastHeap(file: string): number | null {
  try {
    const line = readFileSync(file, "utf8").trimEnd().split("\n").at(-1) ?? "";
    const { heapUsed, external } = JSON.parse(line) as { heapUsed: number; external: number };
    return heapUsed + external;
  } catch {
    return null; // it has not been written yet, or is just being written
  }
}

function residentBytes(pid: number): number | null {
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kib === undefined ? null : Number(kib) * 1_024;
  } catch {
    return null;
  }
}

function countDescriptors(pid: number): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return null;
  }
}
