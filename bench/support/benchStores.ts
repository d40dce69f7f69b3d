/** The stores of one run of benchmarks: each benchmark gets a database and a Redis database of them that nobody used before. */
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { Client } from "pg";
import { migrate } from "#server/local/migrate.ts";
import { ownStores } from "#server/testing/ownStores.ts";

/** What one Codi works with. */
export type Place = {
  databaseUrl: string;
  redisUrl: string;
  dataDir: string;
  /** Runs may work below here. */
  workspaceRoot: string;
};

export type BenchStores = {
  versions: { postgres: string; redis: string };
  newPlace(name: string): Promise<Place>;
  stop(): Promise<void>;
};

export async function startBenchStores(benchmarks: number): Promise<BenchStores> {
  const stores = await ownStores({ redisDatabases: benchmarks });
  let places = 0;
  try {
    const versions = {
      postgres: await postgresVersion(stores.databaseUrl),
      redis: await redisVersion(stores.redisUrl),
    };
    const newPlace = async (name: string): Promise<Place> => {
      const databaseUrl = new URL(stores.databaseUrl);
      databaseUrl.pathname = `/bench_${name.toLowerCase()}`;
      const redisUrl = new URL(stores.redisUrl);
      redisUrl.pathname = `/${places++}`;
      await inPostgres(stores.databaseUrl, (client) => client.query(`CREATE DATABASE bench_${name.toLowerCase()}`));
      await migrate(databaseUrl.href);
      const folder = join(await realpath(stores.folder), name);
      const [dataDir, workspaceRoot] = [join(folder, "data"), join(folder, "workspaces")];
      await mkdir(dataDir, { recursive: true });
      await mkdir(workspaceRoot);
      return { databaseUrl: databaseUrl.href, redisUrl: redisUrl.href, dataDir, workspaceRoot };
    };
    return { versions, newPlace, stop: stores.stop };
  } catch (error) {
    await stores.stop();
    throw error;
  }
}

export async function inPostgres<Answer>(url: string, work: (client: Client) => Promise<Answer>): Promise<Answer> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function inRedis<Answer>(url: string, work: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(url, { lazyConnect: true });
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.disconnect();
  }
}

async function postgresVersion(url: string): Promise<string> {
  const { rows } = await inPostgres(url, (client) => client.query<{ server_version: string }>("SHOW server_version"));
  return rows[0]?.server_version ?? "unknown";
}

async function redisVersion(url: string): Promise<string> {
  const facts = await inRedis(url, (client) => client.info("server"));
  return /^redis_version:(\S+)/m.exec(facts)?.[1] ?? "unknown";
}
