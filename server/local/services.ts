/** Postgres and Redis for one machine: for the supervisor, and for the tests, which use the real ones too. */
import { resolve } from "node:path";
import { keepStore } from "./keepStore.ts";
import { endLeftovers } from "./leftovers.ts";
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import type { StartServices, StartedStore } from "./startStore.ts";
import { ensureDataDir } from "./storeFolder.ts";

export type Services = {
  databaseUrl: string;
  redisUrl: string;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
};

/** A step of the start: it prints what it found, with the time that it took. */
type Announce = (name: string, start: (log: (line: string) => void) => Promise<StartedStore>) => Promise<StartedStore>;

export async function startServices(options: StartServices, announce?: Announce): Promise<Services> {
  const { log } = options;
  const given = { ...options, dataDir: resolve(options.dataDir) };
  ensureDataDir(given.dataDir);
  const ended = await endLeftovers(given.dataDir);
  if (ended.length > 0) log(`ended what a killed start had left: ${ended.join(", ")}`);
  const started: StartedStore[] = [];
  const open = async (
    name: string,
    start: (options: StartServices) => Promise<StartedStore>,
  ): Promise<StartedStore> => {
    const kept = (say: (line: string) => void) => keepStore(name, () => start({ ...given, log: say }), { log });
    const store = announce ? await announce(name, kept) : await kept(log);
    started.push(store);
    return store;
  };
  const all = async (how: "stop" | "kill") => void (await Promise.all(started.map((store) => store[how]())));
  try {
    const postgres = await open("Postgres", startPostgres);
    const redis = await open("Redis", startRedis);
    return { databaseUrl: postgres.url, redisUrl: redis.url, stop: () => all("stop"), kill: () => all("kill") };
  } catch (error) {
    await all("stop");
    throw error;
  }
}
