/** The Codi of a chaos run: real stores of its own, the built web, and workers that can each be cut from one store. */
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildCheckout, generateClient } from "#server/local/checkoutBuild.ts";
import { useCheckout } from "#server/local/checkoutUsers.ts";
import { freePort } from "#server/local/freePort.ts";
import { migrate } from "#server/local/migrate.ts";
import { type CuttableTcp, openCuttableTcp } from "#server/testing/cuttableTcp.ts";
import { ownStores } from "#server/testing/ownStores.ts";
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
  web: KeptPart;
  workers: ChaosWorker[];
  /** Not before: a queue stands whole when the first worker comes. */
  startWorkers(): Promise<void>;
  stop(): Promise<void>;
};

const HEALTHY_WITHIN_MS = 60_000; // a cold start on two busy cores
const DRAIN_MS = 2_000; // some turns end within it, others are interrupted

export async function startCodi(scenario: Scenario, note: (note: PartNote) => void): Promise<ChaosCodi> {
  const root = process.cwd();
  await generateClient(root, () => undefined);
  await buildCheckout(root, (line) => process.stdout.write(`${line}\n`));
  const stores = await ownStores({ redisDatabases: 1 });
  const opened: { stop(): Promise<void> }[] = [];
  // Building anew would replace the files that these processes run from.
  const leave = useCheckout(root, stores.folder);
  const stop = async () => {
    await Promise.all(opened.map((part) => part.stop()));
    endOwn();
    await stores.stop();
    leave();
  };
  try {
    const folder = await realpath(stores.folder);
    const [dataDir, work, agents, viewers] = ["data", "work", "agents", "viewers"].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    for (const path of [dataDir, work, agents, viewers]) await mkdir(path);
    await migrate(stores.databaseUrl);
    await noteMoves(stores.databaseUrl);
    const port = await freePort();
    const { databaseUrl, redisUrl } = stores;
    const env = environmentOf(scenario, { port, dataDir, work });
    const webArgs = ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"];
    const web = await keepPart({
      name: "web",
      args: webArgs,
      env: { ...env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl },
      dataDir,
      note,
    });
    opened.push(web);
    const baseUrl = `http://127.0.0.1:${port}`;
    await untilHealthy(baseUrl);
    const workers: ChaosWorker[] = [];
    const startOne = async (index: number): Promise<void> => {
      const postgres = await relay(databaseUrl);
      const redis = await relay(redisUrl);
      const part = await keepPart({
        name: `worker-${index}`,
        args: ["--enable-source-maps", "dist/worker.mjs"],
        env: { ...env, DATABASE_URL: postgres.url, REDIS_URL: redis.url },
        dataDir,
        note,
      });
      workers.push({ part, postgres: postgres.tcp, redis: redis.tcp });
      const close = async () => {
        await part.stop();
        await Promise.all([postgres.tcp.close(), redis.tcp.close()]);
      };
      opened.push({ stop: close });
    };
    const startWorkers = async () => {
      for (let index = 0; index < scenario.workers; index += 1) await startOne(index);
    };
    return { baseUrl, databaseUrl, redisUrl, work, agents, viewers, dataDir, web, workers, startWorkers, stop };
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

async function untilHealthy(baseUrl: string): Promise<void> {
  const deadline = Date.now() + HEALTHY_WITHIN_MS;
  let said = "nothing";
  while (Date.now() < deadline) {
    const answer = await fetch(`${baseUrl}/api/health`).catch(() => null);
    if (answer?.ok) return;
    if (answer) said = await answer.text();
    await sleep(100);
  }
  throw new Error(`The web did not become healthy; it answered ${said}.`);
}
