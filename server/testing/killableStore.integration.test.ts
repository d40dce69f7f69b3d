/** Stores that tests and chaos runs kill and stop: real ones, with their data. */
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { type KillableStore, startKillable } from "./killableStore.ts";

vi.setConfig({ testTimeout: 60_000 });
const root = mkdtempSync(join(tmpdir(), "codi killable-"));
const stores: KillableStore[] = [];

async function open(name: "postgres" | "redis"): Promise<KillableStore> {
  const store = await startKillable(name, join(root, `${name}-${stores.length}`));
  stores.push(store);
  return store;
}

afterEach(() => Promise.all(stores.map((store) => store.stop())));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, query_timeout: 1_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

it("a Postgres that was killed in the middle of its work is the same again at the same address", async () => {
  const store = await open("postgres");
  await sql(store.url, "CREATE TABLE kept AS SELECT 7 AS n");
  const busy = sql(store.url, "SELECT pg_sleep(60)").catch(() => "broken off");
  const killed = await store.kill();
  expect(killed).not.toBeNull();
  expect(await store.kill()).toBeNull();
  await expect(sql(store.url, "SELECT 1")).rejects.toThrow();
  await store.start();
  expect(await sql(store.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  expect(store.pid()).not.toBe(killed);
  expect(await busy).toBe("broken off");
});

it("a Postgres that stands still answers on no connection, and goes on where it was", async () => {
  const store = await open("postgres");
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  store.freeze();
  const asked = client.query<{ n: number }>("SELECT 1 AS n");
  let answered = false;
  void asked.then(() => (answered = true));
  const [socket] = [connect(Number(new URL(store.url).port), "127.0.0.1")];
  await once(socket, "connect");
  expect(answered).toBe(false);
  store.thaw();
  expect((await asked).rows).toEqual([{ n: 1 }]);
  socket.destroy();
  await client.end();
});

it("a Redis that was killed, also while it stood still, has its data again", async () => {
  const store = await open("redis");
  const client = new Redis(store.url, { maxRetriesPerRequest: null });
  client.on("error", () => undefined);
  await client.config("SET", "appendfsync", "always");
  await client.set("kept", "seven");
  store.freeze();
  await store.kill();
  await store.start();
  expect(await client.get("kept")).toBe("seven");
  client.disconnect();
});
