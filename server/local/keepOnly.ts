/** `npm run keep`: brings up the stores, or uses those of a start that runs, and has old logs counted or removed once. */
import { generateClient } from "./checkoutBuild.ts";
import { projectRoot } from "./install.mjs";
import { localSettings } from "./localSettings.ts";
import { runTool, stopTools } from "./runTool.ts";
import { startServices } from "./services.ts";

const TSX = "node_modules/tsx/dist/cli.mjs";

/** A process of its own: it gets its environment as the parts of a start do. */
export async function keepOnly(args: string[]): Promise<void> {
  const { dataDir } = localSettings();
  // Both end what they are at; the stores are stopped after it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopTools(signal));
  await generateClient(projectRoot, () => undefined);
  const services = await startServices({ dataDir, log: (line) => process.stdout.write(`  ${line}\n`) });
  const env = { DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl, CODI_DATA_DIR: dataDir };
  try {
    const { succeeded } = await runTool([TSX, "server/worker/removeLogsNow.ts", ...args], { show: true, env });
    if (!succeeded) process.exitCode = 1;
  } finally {
    await services.stop();
  }
}
