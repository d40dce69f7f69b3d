/** The Codi of a chaos run: real stores of its own, the built web, and workers that can each be cut from one store. */
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildCheckout, generateClient } from "#server/local/checkoutBuild.ts";
import { useCheckout } from "#server/local/checkoutUsers.ts";
import { freePort } from "#server/local/freePort.ts";
import { migrate } from "#server/local/migrate.ts";
import { WEB_PROGRAM } from "#server/local/webProgram.ts";
import { workerArguments } from "#server/local/workerArguments.ts";
import { type CuttableTcp, openCuttableTcp } from "#server/testing/cuttableTcp.ts";
import { type KillableStore, startKillable } from "#server/testing/killableStore.ts";
import { ownFolder } from "#server/testing/ownFolder.ts";
import type { PartNote } from "./checker/evidence.ts";
import { noteMoves } from "./checker/moveLog.ts";
import { endOwn } from "./endOwn.ts";
import { type KeptPart, keepPart } from "./keptPart.ts";
import type { Scenario } from "./scenario.ts";

export type ChaosWorker = { part: KeptPart; postgres: CuttableTcp; redis: CuttableTcp };
export type ChaosCodi = {
  baseUrl: string;
  databaseUrl: string;
  redisUrl: string;
  /** Workspaces below it. */
  work: string;
  agents: string;
  viewers: string;
  dataDir: string;
  stores: { postgres: KillableStore; redis: KillableStore };
  web: KeptPart;
  workers: ChaosWorker[];
  /** Not before: a queue stands whole when the first worker comes. All of them are ready when it resolves. */
  startWorkers(): Promise<void>;
  stop(): Promise<void>;
};

const HEALTHY_WITHIN_MS = 60_000; // a cold start on two busy cores
const DRAIN_MS = 2_000; // some turns end within it, others are interrupted
const WORKER_LEAVE_MS = 25_000; // the drain, the ladder, the sweep and the last writes of a worker that was told to leave
const WEB_LEAVE_MS = 6_000; // the five seconds that are promised, on a busy machine

export async function startCodi(
  scenario: Scenario,
  note: (note: PartNote) => void,
  /** `webFlags`: Node's own, for the web process. */
  { webFlags = [] as string[] } = {},
): Promise<ChaosCodi> {
  const root = process.cwd();
  await generateClient(root, () => undefined);
  await buildCheckout(root, (line) => process.stdout.write(`${line}\n`));
  const own = await ownFolder();
  const opened: { stop(): Promise<void> }[] = [];
  const started: KillableStore[] = [];
  // Building anew would replace the files that these processes run from.
  const leave = useCheckout(root, own.path);
  const stop = async () => {
    await Promise.all(opened.map((part) => part.stop()));
    endOwn();
    await Promise.all(started.map((store) => store.stop()));
    await own.remove();
    leave();
  };
  try {
    const folder = await realpath(own.path);
    const openStore = async (name: "postgres" | "redis") => {
      const store = await startKillable(name, join(folder, "stores"));
      started.push(store);
      return store;
    };
    const [postgres, redis] = [await openStore("postgres"), await openStore("redis")];
    const [dataDir, work, agents, viewers] = ["data", "work", "agents", "viewers"].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    for (const path of [dataDir, work, agents, viewers]) await mkdir(path);
    const [databaseUrl, redisUrl] = [postgres.url, redis.url];
    await migrate(databaseUrl);
    await noteMoves(databaseUrl);
    const port = await freePort();
    const env = environmentOf(scenario, { port, dataDir, work });
    const webArgs = [...webFlags, ...WEB_PROGRAM, "-p", String(port), "-H", "127.0.0.1"];
    const web = await keepPart({
      name: "web",
      args: webArgs,
      env: { ...env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl },
      dataDir,
      leaveMs: WEB_LEAVE_MS,
      note,
    });
    opened.push(web);
    const baseUrl = `http://127.0.0.1:${port}`;
    await untilHealthy(baseUrl, 0);
    const workers: ChaosWorker[] = [];
    const startOne = async (index: number): Promise<void> => {
      const toPostgres = await relay(databaseUrl);
      const toRedis = await relay(redisUrl);
      const part = await keepPart({
        name: `worker-${index}`,
        args: workerArguments,
        env: { ...env, DATABASE_URL: toPostgres.url, REDIS_URL: toRedis.url },
        dataDir,
        leaveMs: WORKER_LEAVE_MS,
        note,
      });
      workers.push({ part, postgres: toPostgres.tcp, redis: toRedis.tcp });
      const close = async () => {
        await part.stop();
        await Promise.all([toPostgres.tcp.close(), toRedis.tcp.close()]);
      };
      opened.push({ stop: close });
    };
    const startWorkers = async () => {
      for (let index = 0; index < scenario.workers; index += 1) await startOne(index);
      await untilHealthy(baseUrl, scenario.workers);
    };
    const stores = { postgres, redis };
    return { baseUrl, databaseUrl, redisUrl, work, agents, viewers, dataDir, stores, web, workers, startWorkers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function relay(storeUrl: string): Promise<{ url: string; tcp: CuttableTcp }> {
  const url = new URL(storeUrl);
  const tcp = await openCuttableTcp({ host: url.hostname, port: Number(url.port) });
  return { url: Object.assign(new URL(url), { port: String(tcp.port) }).href, tcp };
}

function environmentOf(
  scenario: Scenario,
  { port, dataDir, work }: { port: number; dataDir: string; work: string },
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CODI_"));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    HOST: "127.0.0.1",
    PORT: String(port),
    CODI_DATA_DIR: dataDir,
    CODI_WORKSPACE_ROOTS: work,
    CODI_LEASE_MS: String(scenario.leaseMs),
    CODI_KILL_GRACE_MS: String(scenario.killGraceMs),
    CODI_DRAIN_MS: String(DRAIN_MS),
    CODI_WORKER_CONCURRENCY: String(scenario.slots),
    CODI_USER_NODE_ENV: "",
  };
}

async function untilHealthy(baseUrl: string, workers: number): Promise<void> {
  const deadline = Date.now() + HEALTHY_WITHIN_MS;
  let said = "nothing";
  while (Date.now() < deadline) {
    const answer = await fetch(`${baseUrl}/api/health`).catch(() => null);
    if (answer) said = await answer.text();
    if (answer?.ok && (JSON.parse(said) as { workers: number }).workers >= workers) return;
    await sleep(100);
  }
  throw new Error(`The web did not become healthy; it answered ${said}.`);
}
