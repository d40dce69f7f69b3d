/** The built web and worker as users run them, started one by one: a benchmark ends and starts them with other settings. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#server/local/freePort.ts";
import { startLeashed } from "#server/local/leashed.ts";
import { recordDirOf } from "#server/local/leftovers.ts";
import { WEB_PROGRAM } from "#server/local/webProgram.ts";
import { workerArguments } from "#server/local/workerArguments.ts";
import type { Place } from "./benchStores.ts";

export type Part = {
  /** Also the number of its process group. */
  pid: number;
  /** What it has logged so far. */
  log(): Promise<string>;
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 60_000; // a cold start on two busy cores
const LOOK_MS = 20;
const STOPPED_WITHIN_MS = 10_000; // what the product itself promises

type Settings = Record<string, string>;

export async function startWeb(place: Place, settings: Settings = {}): Promise<Part & { baseUrl: string }> {
  const port = String(await freePort());
  const baseUrl = `http://127.0.0.1:${port}`;
  const args = [...WEB_PROGRAM, "-p", port, "-H", "127.0.0.1"];
  const isReady = () =>
    fetch(`${baseUrl}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
  const part = await startPart({ name: "web", args, settings: { PORT: port, ...settings }, isReady }, place);
  return { ...part, baseUrl };
}

export function startWorker(place: Place, settings: Settings = {}): Promise<Part> {
  const isReady = async (log: () => Promise<string>) => (await log()).includes('"worker ready"');
  return startPart({ name: "worker", args: workerArguments, settings, isReady }, place);
}

type Order = {
  name: string;
  args: string[];
  settings: Settings;
  isReady(log: () => Promise<string>): Promise<boolean>;
};

async function startPart({ name, args, settings, isReady }: Order, place: Place): Promise<Part> {
  const logFile = join(place.dataDir, `${name}-${process.hrtime.bigint()}.log`);
  const leashed = await startLeashed(
    {
      name,
      kind: "part",
      command: process.execPath,
      args,
      cwd: process.cwd(),
      stopSignal: "SIGTERM",
      killSignal: "SIGKILL",
      graceMs: STOPPED_WITHIN_MS,
      partsMs: 0,
      recordDir: recordDirOf(place.dataDir),
    },
    logFile,
    environment(place, settings),
  );
  const log = () => readFile(logFile, "utf8");
  let ended = false;
  void leashed.exited.then(() => (ended = true));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(log))) {
    if (ended || Date.now() > deadline) {
      await leashed.stop();
      throw new Error(`The ${name} did not get ready:\n${await log()}`);
    }
    await sleep(LOOK_MS);
  }
  return { pid: leashed.pid, log, stop: leashed.stop };
}

/** Nothing of whoever measures: settings of their own Codi would be measured too. */
function environment(place: Place, settings: Settings): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith("CODI_"));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    HOST: "127.0.0.1",
    DATABASE_URL: place.databaseUrl,
    REDIS_URL: place.redisUrl,
    CODI_DATA_DIR: place.dataDir,
    CODI_WORKSPACE_ROOTS: place.workspaceRoot,
    CODI_DRAIN_MS: "0",
    ...settings,
  };
}
