/** Starts the stores once for all integration tests; each file then gets databases of its own from a migrated template. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#server/local/migrate.ts";
import { ownStores } from "./ownStores.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the setup of a test file makes its databases. */
    stores: { databaseUrl: string; redisUrl: string; template: string; folder: string };
  }
}

/** Index 0 counts; every test file takes the next one. */
const REDIS_DATABASES = 256;

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stores = await ownStores({ redisDatabases: REDIS_DATABASES });
  try {
    const template = `codi_template_${randomBytes(4).toString("hex")}`;
    const client = new pg.Client({ connectionString: stores.databaseUrl });
    await client.connect();
    await client.query(`CREATE DATABASE ${template}`);
    await client.end();
    const url = new URL(stores.databaseUrl);
    url.pathname = `/${template}`;
    await migrate(url.href);
    const { databaseUrl, redisUrl, folder } = stores;
    project.provide("stores", { databaseUrl, redisUrl, template, folder });
    return stores.stop;
  } catch (error) {
    await stores.stop();
    throw error;
  }
}
