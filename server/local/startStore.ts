/** Starts the server of an embedded store on a port of its own and waits until it answers. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PARTS_GONE_WAIT_MS, STORE_READY_MS, STORE_STOP_MS } from "#server/domain/limits.ts";
import { type Exit, type Leashed, startLeashed } from "./leashed.ts";
import { recordDirOf } from "./leftovers.ts";
import { choosePort } from "./storeFolder.ts";

export type StartServices = {
  dataDir: string;
  log: (line: string) => void;
  /** Tests use one database a file; the product uses one. */
  redisDatabases?: number;
  /** Where a fetched Redis is kept; the tests of a checkout share one. */
  redisCacheDir?: string;
};

/** A store that is ours has an end; one that was given, or that belongs to another start, has not. */
export type StartedStore = {
  url: string;
  what: string;
  pid?: number;
  exited?: Promise<Exit>;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
};

export function notOurs(url: string, what: string): StartedStore {
  return { url, what, stop: () => Promise.resolve(), kill: () => Promise.resolve() };
}

export type StoreServer = {
  name: "postgres" | "redis";
  folder: string;
  dataDir: string;
  env: NodeJS.ProcessEnv;
  command: string;
  argsFor(port: number): string[];
  /** The version, or an error as long as it does not answer. */
  probe(port: number): Promise<string>;
  stopSignal: NodeJS.Signals;
  killSignal: NodeJS.Signals;
  uid?: number;
  gid?: number;
};

/** Between choosing a port and binding it, another process may take it. */
const PORT_TRIES = 3;

async function untilReady(store: StoreServer, port: number, server: Leashed): Promise<string | undefined> {
  const deadline = Date.now() + STORE_READY_MS;
  let ended = false;
  void server.exited.then(() => (ended = true));
  while (Date.now() < deadline && !ended) {
    try {
      return await store.probe(port);
    } catch {
      await sleep(40);
    }
  }
  await server.kill();
  return undefined;
}

export async function startStore(store: StoreServer): Promise<{ port: number; version: string; server: Leashed }> {
  const logFile = join(store.dataDir, "logs", `${store.name}.log`);
  for (let attempt = 1; attempt <= PORT_TRIES; attempt += 1) {
    const port = await choosePort(store.folder);
    const order = {
      name: store.name,
      kind: "service" as const,
      command: store.command,
      args: store.argsFor(port),
      cwd: store.folder,
      stopSignal: store.stopSignal,
      killSignal: store.killSignal,
      graceMs: STORE_STOP_MS,
      partsMs: PARTS_GONE_WAIT_MS,
      recordDir: recordDirOf(store.dataDir),
      ...(store.uid === undefined ? {} : { uid: store.uid, gid: store.gid }),
    };
    const server = await startLeashed(order, logFile, store.env);
    const version = await untilReady(store, port, server);
    if (version !== undefined) return { port, version, server };
  }
  throw new Error(`The embedded ${store.name} did not start; its log says why: ${logFile}`);
}
