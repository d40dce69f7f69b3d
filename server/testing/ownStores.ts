/** A real Postgres and Redis for one run of tests, never the ones that the environment names: tests create and flush databases. */
import { join } from "node:path";
import { startServices } from "#server/local/services.ts";
import { ownFolder, redisCacheDir } from "./ownFolder.ts";

export type OwnStores = { databaseUrl: string; redisUrl: string; folder: string; stop(): Promise<void> };

export async function ownStores({ redisDatabases }: { redisDatabases: number }): Promise<OwnStores> {
  delete process.env.DATABASE_URL;
  delete process.env.REDIS_URL;
  const folder = await ownFolder();
  const lines: string[] = [];
  try {
    const services = await startServices({
      dataDir: join(folder.path, "stores"),
      log: (line) => lines.push(line),
      redisDatabases,
      redisCacheDir,
    });
    const stop = async () => {
      await services.stop();
      await folder.remove();
    };
    return { databaseUrl: services.databaseUrl, redisUrl: services.redisUrl, folder: folder.path, stop };
  } catch (error) {
    await folder.remove();
    throw new Error(`No stores for the tests. ${lines.join(" ")}`, { cause: error });
  }
}
