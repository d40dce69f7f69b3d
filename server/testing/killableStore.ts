/** A real Postgres or Redis that may be killed, stand still and be started again, on its port and with its data. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isFree } from "#server/local/freePort.ts";
import { startEmbeddedPostgres } from "#server/local/postgres.ts";
import { signal } from "#server/local/processIdentity.mjs";
import { startEmbeddedRedis } from "#server/local/redis.ts";
import type { StartedStore } from "#server/local/startStore.ts";
import { ensureDataDir } from "#server/local/storeFolder.ts";
import { redisCacheDir } from "./ownFolder.ts";

export type KillableStore = {
  url: string;
  /** Null while it is down. */
  pid(): number | null;
  /** `kill -9`; the pid that was hit, null = it was down already. Resolves when it is gone. */
  kill(): Promise<number | null>;
  /** Answers again when this resolves. */
  start(): Promise<void>;
  /** It and all its processes stand still: connections stay open, new ones are accepted, and nothing is answered. */
  freeze(): number | null;
  thaw(): void;
  stop(): Promise<void>;
};

const STARTS_WITHIN_MS = 60_000; // on a busy machine, with a log to replay
const LOOK_MS = 50;

const starters = { postgres: startEmbeddedPostgres, redis: startEmbeddedRedis };

export async function startKillable(name: keyof typeof starters, dataDir: string): Promise<KillableStore> {
  const lines: string[] = [];
  const begin = () => starters[name]({ dataDir, log: (line) => lines.push(line), redisCacheDir });
  ensureDataDir(dataDir);
  let running: StartedStore | null = await begin();
  const { url } = running;
  const port = Number(new URL(url).port);
  const frozen = new Set<number>();
  const pid = () => running?.pid ?? null;
  const thaw = () => {
    for (const one of frozen) signal(one, "SIGCONT");
    frozen.clear();
  };
  return {
    url,
    pid,
    async kill() {
      const hit = running;
      if (hit?.pid === undefined) return null;
      running = null;
      signal(hit.pid, "SIGKILL");
      // What stood still beside it must see that it is gone.
      thaw();
      await hit.exited;
      return hit.pid;
    },
    async start() {
      if (running) return;
      const deadline = Date.now() + STARTS_WITHIN_MS;
      for (;;) {
        try {
          // Somebody's outgoing connection may have this port for a moment; what belongs to the dead server goes by itself.
          while (!(await isFree(port, "127.0.0.1")) && Date.now() < deadline) await sleep(LOOK_MS);
          running = await begin();
          break;
        } catch (error) {
          if (Date.now() > deadline)
            throw new Error(`${name} did not start again. ${lines.join(" ")}`, { cause: error });
          await sleep(LOOK_MS);
        }
      }
      if (running.url !== url) throw new Error(`${name} has another port now: ${running.what}`);
    },
    freeze() {
      const main = pid();
      if (main === null) return null;
      // The server first, so that it starts nobody meanwhile.
      for (const one of [main, ...childrenOf(main)]) {
        signal(one, "SIGSTOP");
        frozen.add(one);
      }
      return main;
    },
    thaw,
    async stop() {
      thaw();
      await running?.stop();
      running = null;
    },
  };
}

/** Each connection of Postgres is a process of its own. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null; // it ended meanwhile
  }
}
