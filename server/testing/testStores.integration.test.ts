/** Proves that a test file's stores are real, its own, and empty. */
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { env } from "#server/env.ts";
import { freshStores } from "./freshStores.ts";

const open: { end(): unknown }[] = [];
afterAll(() => Promise.all(open.map((connection) => connection.end())));

async function postgres(url = ""): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  open.push(client);
  return client;
}

function redis(url = ""): Redis {
  const client = new Redis(url, { maxRetriesPerRequest: 1 });
  open.push({ end: () => client.quit() });
  return client;
}

it("the settings name them before anything is imported", () => {
  expect(env()).toMatchObject({ HOST: "127.0.0.1", DATABASE_URL: process.env.DATABASE_URL });
});

it("every migration is applied", async () => {
  const client = await postgres(env().DATABASE_URL);
  const { rows } = await client.query<{ open: number; all: number }>(
    `SELECT count(*)::int AS "all", count(*) FILTER (WHERE finished_at IS NULL)::int AS "open" FROM _prisma_migrations`,
  );
  expect(rows[0]?.open).toBe(0);
  expect(rows[0]?.all).toBeGreaterThan(0);
});

it("another file's stores see nothing of them", async () => {
  const other = await freshStores();
  await (await postgres(env().DATABASE_URL)).query("CREATE TABLE only_here (n int)");
  await redis(env().REDIS_URL).set("only-here", "1");
  const { rows } = await (await postgres(other.databaseUrl)).query("SELECT to_regclass('only_here') AS there");
  expect(rows).toEqual([{ there: null }]);
  expect(await redis(other.redisUrl).dbsize()).toBe(0);
});
