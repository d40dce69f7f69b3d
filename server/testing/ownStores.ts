/** A real Postgres and Redis for one run of tests, never the ones that the environment names: tests create and flush databases. */
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { startServices } from "#server/local/services.ts";

export type OwnStores = { databaseUrl: string; redisUrl: string; folder: string; stop(): Promise<void> };

/** Beside the tools' caches: in the checkout as the product's own data is, because Codex warns of a home in the temporary folder. */
const cache = join(process.cwd(), "node_modules", ".cache", "codi");

export async function ownStores({ redisDatabases }: { redisDatabases: number }): Promise<OwnStores> {
  delete process.env.DATABASE_URL;
  delete process.env.REDIS_URL;
  await mkdir(cache, { recursive: true });
  await removeAbandoned();
  const folder = await mkdtemp(join(cache, `test-${process.pid}-`));
  const lines: string[] = [];
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const services = await startServices({
      dataDir: join(folder, "stores"),
      log: (line) => lines.push(line),
      redisDatabases,
      redisCacheDir: join(cache, "redis"),
    });
    const stop = async () => {
      await services.stop();
      await remove();
    };
    return { databaseUrl: services.databaseUrl, redisUrl: services.redisUrl, folder, stop };
  } catch (error) {
    await remove();
    throw new Error(`No stores for the tests. ${lines.join(" ")}`, { cause: error });
  }
}

/** A run that was killed could not remove its folder; its stores ended with it. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = Number(/^test-(\d+)-/.exec(name)?.[1] ?? process.pid);
    if (!isAlive(pid)) await rm(join(cache, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
