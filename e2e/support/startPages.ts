/** The built pages alone, on stores of their own: whoever fills the stores decides what there is to see, workers included. */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildCheckout } from "#server/local/checkoutBuild.ts";
import { freePort } from "#server/local/freePort.ts";
import { startLeashed } from "#server/local/leashed.ts";
import { recordDirOf } from "#server/local/leftovers.ts";
import { migrate } from "#server/local/migrate.ts";
import { ownStores } from "#server/testing/ownStores.ts";
import type { StartedCodi } from "./startCodi.ts";

const HEALTHY_WITHIN_MS = 60_000; // a cold start on two busy cores
const STOPPED_WITHIN_MS = 10_000;

/** Runs may work below `workspaceRoot`. */
export async function startPages(workspaceRoot: string, log: (line: string) => void): Promise<StartedCodi> {
  const root = process.cwd();
  await buildCheckout(root, log);
  const stores = await ownStores({ redisDatabases: 1 });
  let stopWeb = async () => undefined as void;
  const stop = async () => {
    await stopWeb();
    await stores.stop();
  };
  try {
    const { databaseUrl, redisUrl } = stores;
    const dataDir = join(stores.folder, "data");
    await mkdir(dataDir);
    await migrate(databaseUrl);
    const port = await freePort();
    const address = {
      baseUrl: `http://127.0.0.1:${port}`,
      databaseUrl,
      redisUrl,
      dataDir,
      workspaceRoot,
      planted: "",
      webPid: 0,
    };
    const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith("CODI_"));
    const env: NodeJS.ProcessEnv = {
      ...Object.fromEntries(inherited),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      CODI_DATA_DIR: dataDir,
      CODI_WORKSPACE_ROOTS: workspaceRoot,
    };
    const web = await startLeashed(
      {
        name: "web",
        kind: "part",
        command: process.execPath,
        args: ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"],
        cwd: root,
        stopSignal: "SIGTERM",
        killSignal: "SIGKILL",
        graceMs: STOPPED_WITHIN_MS,
        partsMs: 0,
        recordDir: recordDirOf(dataDir),
      },
      join(dataDir, "web.log"),
      env,
    );
    stopWeb = web.stop;
    await untilHealthy(address.baseUrl, web.exited, join(dataDir, "web.log"));
    return { ...address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Both stores answer; workers are not asked for. */
async function untilHealthy(baseUrl: string, exited: Promise<unknown>, logFile: string): Promise<void> {
  const deadline = Date.now() + HEALTHY_WITHIN_MS;
  let ended = false;
  void exited.then(() => (ended = true));
  while (!ended && Date.now() < deadline) {
    const answer = await fetch(`${baseUrl}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`The pages did not become healthy.\n\n${await readFile(logFile, "utf8").catch(String)}`);
}
