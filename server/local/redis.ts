/** The Redis of one machine: the given one, or an embedded one with its own port, folder and password. */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type RedisProgram, debianRedis } from "./debianRedis.ts";
import { findOwned } from "./leftovers.ts";
import { onPath } from "./onPath.ts";
import { askRedis } from "./redisProbe.ts";
import { type StartServices, type StartedStore, notOurs, startStore } from "./startStore.ts";
import { keptPassword, keptPort } from "./storeFolder.ts";

const run = promisify(execFile);
const OLDEST = [6, 2] as const;
const HOMEBREW = ["/opt/homebrew/bin", "/usr/local/bin", "/home/linuxbrew/.linuxbrew/bin"].join(":");

const atLeast = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
};

/** A given Redis is checked, never changed. */
async function checkGiven(url: string, log: (line: string) => void): Promise<StartedStore> {
  const facts = await askRedis(url, 5_000).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `REDIS_URL: that Redis does not answer (${reason}). Start it, or unset REDIS_URL for an embedded one.`,
    );
  });
  if (!atLeast(facts.version))
    throw new Error(`REDIS_URL: Redis ${facts.version} is too old; Codi needs ${OLDEST.join(".")}.`);
  if (facts.role !== "master") throw new Error("REDIS_URL: that Redis is a replica; Codi writes, so name the primary.");
  if (facts.policy !== "noeviction") {
    log(`REDIS_URL: maxmemory-policy is ${facts.policy}; set noeviction, or a full Redis loses events of running runs`);
  }
  return notOurs(url, `Redis ${facts.version} from REDIS_URL`);
}

/** A program that cannot even print its version (missing libraries) does not count. */
async function works([command, ...args]: RedisProgram): Promise<boolean> {
  try {
    const { stdout } = await run(command, [...args, "--version"]);
    return atLeast(/v=(\d+\.\d+)/.exec(stdout)?.[1] ?? "0");
  } catch {
    return false;
  }
}

async function installed(path?: string): Promise<RedisProgram | undefined> {
  for (const name of ["redis-server", "valkey-server"]) {
    const file = onPath(name, path);
    if (file && (await works([file]))) return [file];
  }
  return undefined;
}

export async function findRedis(
  cacheDir: string,
  log: (line: string) => void,
  brewPath = HOMEBREW,
): Promise<RedisProgram> {
  const present = await installed();
  if (present) return present;
  let reason = "this system has no apt";
  try {
    const program = await debianRedis(cacheDir, log);
    if (program && (await works(program))) return program;
  } catch (error) {
    reason = error instanceof Error ? error.message.trim() : String(error);
  }
  const brewed = await installed(brewPath);
  if (brewed) return brewed;
  throw new Error(
    `Codi found no Redis ${OLDEST.join(".")} or newer. One of these helps:\n` +
      `  - install it: apt-get install redis-server, or brew install redis\n` +
      `  - start one in Docker and name it: REDIS_URL=redis://127.0.0.1:6379 npm start\n` +
      `Debian's packages could not be fetched: ${reason}`,
  );
}

function configuration(folder: string, port: number, databases: number): string {
  const settings = {
    bind: "127.0.0.1",
    port,
    "protected-mode": "yes",
    requirepass: keptPassword(folder),
    dir: JSON.stringify(join(folder, "data")),
    databases,
    daemonize: "no",
    appendonly: "yes",
    // A second of live lines at most after a power cut; runs and their history are in Postgres.
    appendfsync: "everysec",
    save: '""',
    "maxmemory-policy": "noeviction",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}\n`)
    .join("");
}

export async function startRedis(options: StartServices): Promise<StartedStore> {
  return process.env.REDIS_URL ? checkGiven(process.env.REDIS_URL, options.log) : startEmbeddedRedis(options);
}

export async function startEmbeddedRedis(options: StartServices): Promise<StartedStore> {
  const folder = join(options.dataDir, "redis");
  mkdirSync(join(folder, "data"), { recursive: true, mode: 0o700 });
  const urlAt = (port: number) => `redis://default:${keptPassword(folder)}@127.0.0.1:${port}/0`;
  const owned = findOwned(options.dataDir, "redis");
  if (owned) {
    return notOurs(urlAt(keptPort(folder)), `Redis of the running pid ${owned.owner.pid}`);
  }
  const [command, ...prefix] = await findRedis(
    options.redisCacheDir ?? join(options.dataDir, "cache", "redis"),
    options.log,
  );
  const configure = (port: number) => {
    const file = join(folder, "redis.conf");
    writeFileSync(file, configuration(folder, port, options.redisDatabases ?? 1), { mode: 0o600 });
    return [...prefix, file];
  };
  const probe = async (port: number) => {
    const facts = await askRedis(urlAt(port), 1_000);
    if (facts.loading) throw new Error("it is still loading");
    return facts.version;
  };
  const { port, version, server } = await startStore({
    name: "redis",
    folder,
    dataDir: options.dataDir,
    env: process.env,
    command,
    argsFor: configure,
    probe,
    stopSignal: "SIGTERM",
    killSignal: "SIGTERM",
  });
  return { ...server, url: urlAt(port), what: `Redis ${version} on port ${port}` };
}
