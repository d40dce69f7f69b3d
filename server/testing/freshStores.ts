/** One Postgres database and one Redis database that nobody used before. */
import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { inject } from "vitest";

export type FreshStores = { databaseUrl: string; redisUrl: string; dataDir: string };

export async function freshStores(): Promise<FreshStores> {
  const { databaseUrl, redisUrl, template, folder } = inject("stores");
  const [database, index] = await Promise.all([copyOf(template, databaseUrl), nextIndex(redisUrl)]);
  return {
    databaseUrl: withPath(databaseUrl, database),
    redisUrl: withPath(redisUrl, String(index)),
    dataDir: await mkdtemp(join(folder, "data-")),
  };
}

function withPath(url: string, path: string): string {
  const changed = new URL(url);
  changed.pathname = `/${path}`;
  return changed.href;
}

async function copyOf(template: string, databaseUrl: string): Promise<string> {
  const name = `codi_test_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    return name;
  } finally {
    await client.end();
  }
}

async function nextIndex(redisUrl: string): Promise<number> {
  const client = new Redis(withPath(redisUrl, "0"), { maxRetriesPerRequest: 1 });
  try {
    return await client.incr("codi:test:databases");
  } finally {
    client.disconnect();
  }
}
