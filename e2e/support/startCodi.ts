/** Codi as users run it, for the browser tests: the built pages and a worker on stores of their own. */
import { mkdir, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildCheckout, generateClient } from "#server/local/checkoutBuild.ts";
import { freePort } from "#server/local/freePort.ts";
import { startLeashed } from "#server/local/leashed.ts";
import type { Leashed } from "#server/local/leashed.ts";
import { recordDirOf } from "#server/local/leftovers.ts";
import { migrate } from "#server/local/migrate.ts";
import { workerArguments } from "#server/local/workerArguments.ts";
import { ownStores } from "#server/testing/ownStores.ts";
import { planted } from "#server/testing/planted.ts";

/** What a test may know of the Codi it looks at. */
export type CodiAddress = {
  baseUrl: string;
  databaseUrl: string;
  redisUrl: string;
  dataDir: string;
  /** Runs may work below here. */
  workspaceRoot: string;
  /** The value of PLANTED_TOKEN in the environment of web and worker. */
  planted: string;
  webPid: number;
};

export type StartedCodi = CodiAddress & { stop(): Promise<void> };

const HEALTHY_WITHIN_MS = 60_000; // a cold start on two busy cores
const STOPPED_WITHIN_MS = 10_000; // what the product itself promises

export async function startCodi(): Promise<StartedCodi> {
  const root = process.cwd();
  const quiet = () => undefined;
  await generateClient(root, quiet);
  await buildCheckout(root, quiet);
  const stores = await ownStores({ redisDatabases: 1 });
  const workspaceRoot = await realpath(await mkdtemp(join(tmpdir(), "codi-e2e-")));
  const parts: Leashed[] = [];
  const ending = new AbortController();
  let keeping: Promise<void> | null = null;
  const stop = async () => {
    ending.abort();
    await Promise.all(parts.map((part) => part.stop()));
    await keeping;
    await stores.stop();
    await rm(workspaceRoot, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const dataDir = join(stores.folder, "data");
    await mkdir(dataDir);
    await migrate(stores.databaseUrl);
    const port = await freePort();
    const { databaseUrl, redisUrl } = stores;
    const baseUrl = `http://127.0.0.1:${port}`;
    const address: CodiAddress = {
      baseUrl,
      databaseUrl,
      redisUrl,
      dataDir,
      workspaceRoot,
      planted: planted("worker"),
      webPid: 0,
    };
    const start = (name: string, args: string[]) => startPart({ name, args, port, address });
    parts.push(await start("web", ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"]));
    const startWorker = () => start("worker", workerArguments);
    const worker = await startWorker();
    parts.push(worker);
    await untilHealthy(address, parts);
    keeping = keepStarted(worker, startWorker, ending.signal);
    return { ...address, webPid: parts[0]?.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As `npm start` does: when it dies another one is started. Ends with the signal, and what it started with it. */
async function keepStarted(part: Leashed, start: () => Promise<Leashed>, signal: AbortSignal): Promise<void> {
  for (let alive = part; ;) {
    await alive.exited;
    if (signal.aborted) return;
    alive = await start();
    const { stop } = alive;
    if (signal.aborted) await stop();
    else signal.addEventListener("abort", () => void stop(), { once: true });
  }
}

const logOf = (address: CodiAddress, name: string) => join(address.dataDir, `${name}.log`);

async function startPart(part: { name: string; args: string[]; port: number; address: CodiAddress }): Promise<Leashed> {
  const { name, args, port, address } = part;
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith("CODI_") && !key.startsWith("PW_"));
  const env = {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    HOST: "127.0.0.1",
    PORT: String(port),
    DATABASE_URL: address.databaseUrl,
    REDIS_URL: address.redisUrl,
    CODI_DATA_DIR: address.dataDir,
    CODI_WORKSPACE_ROOTS: address.workspaceRoot,
    CODI_USER_NODE_ENV: process.env.NODE_ENV ?? "",
    CODI_DRAIN_MS: "0",
    PLANTED_TOKEN: address.planted,
  } as const;
  const order = {
    name,
    kind: "part" as const,
    command: process.execPath,
    args,
    cwd: process.cwd(),
    stopSignal: "SIGTERM" as const,
    killSignal: "SIGKILL" as const,
    graceMs: STOPPED_WITHIN_MS,
    partsMs: 0,
    recordDir: recordDirOf(address.dataDir),
  };
  return startLeashed(order, logOf(address, name), env);
}

async function untilHealthy(address: CodiAddress, parts: Leashed[]): Promise<void> {
  const deadline = Date.now() + HEALTHY_WITHIN_MS;
  let ended = false;
  for (const part of parts) void part.exited.then(() => (ended = true));
  let answer = "nothing";
  while (!ended && Date.now() < deadline) {
    answer = await fetch(`${address.baseUrl}/api/health`)
      .then((response) => response.text())
      .catch(String);
    if (isHealthy(answer)) return;
    await sleep(100);
  }
  const logs = await Promise.all(["web", "worker"].map((name) => readFile(logOf(address, name), "utf8").catch(String)));
  throw new Error(`Codi did not become healthy; it answered ${answer}.\n\nweb:\n${logs[0]}\n\nworker:\n${logs[1]}`);
}

function isHealthy(answer: string): boolean {
  try {
    const health = JSON.parse(answer) as { ok?: boolean; workers?: number };
    return health.ok === true && (health.workers ?? 0) > 0;
  } catch {
    return false;
  }
}
