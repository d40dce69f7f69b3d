/** The parts of Codi on one machine and the environment that each of them gets. */
import { shortly, shortlyInFull } from "./partLog.ts";
import type { LocalSettings } from "./localSettings.ts";
import type { Services } from "./services.ts";
import type { Part } from "./supervise.ts";
import { WEB_PROGRAM } from "./webProgram.ts";
import { workerArguments } from "./workerArguments.ts";

export type Mode = "start" | "dev";

/** What `npm start` itself was given, and on top what only a start can know. */
function partEnvironment(mode: Mode, settings: LocalSettings, services: Services): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    PORT: String(settings.port),
    HOST: settings.host,
    CODI_DATA_DIR: settings.dataDir,
    // Nobody else takes a turn over here: it is interrupted at once and goes on at the next start.
    CODI_DRAIN_MS: process.env.CODI_DRAIN_MS || "0",
    // A harness child must see the user's own, not the one that makes our parts fast.
    CODI_USER_NODE_ENV: process.env.NODE_ENV ?? "",
    NODE_ENV: mode === "dev" ? "development" : "production",
  };
}

/** In development everything that is not one of our JSON lines is for whoever develops: Next's own messages, stacks. */
const everythingPlain = (line: string): string | undefined => (line.startsWith("{") ? shortly(line) : line);

export function codiParts(mode: Mode, settings: LocalSettings, services: Services): Part[] {
  const env = partEnvironment(mode, settings, services);
  // Not the worker's: what it has its children inherit.
  const webEnv = { ...env, NEXT_TELEMETRY_DISABLED: "1" };
  const node = process.execPath;
  const listen = ["-p", String(settings.port), "-H", settings.host];
  const built: Part[] = [
    { name: "web", command: node, args: [...WEB_PROGRAM, ...listen], env: webEnv, show: shortlyInFull() },
    {
      name: "worker",
      command: node,
      args: workerArguments,
      env,
      show: shortlyInFull(),
    },
  ];
  const fromSource: Part[] = [
    {
      name: "web",
      command: node,
      args: ["node_modules/next/dist/bin/next", "dev", ...listen],
      env: webEnv,
      show: everythingPlain,
    },
    {
      name: "worker",
      command: node,
      args: ["node_modules/tsx/dist/cli.mjs", "watch", "--clear-screen=false", "server/worker/main.ts"],
      env,
      show: everythingPlain,
    },
  ];
  return mode === "dev" ? fromSource : built;
}
