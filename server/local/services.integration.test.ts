/** The embedded stores of one machine: real servers, real kills. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import type { LeashRecord } from "./leash.mjs";
import { onPath } from "./onPath.ts";
import { startPostgres } from "./postgres.ts";
import { isAlive } from "./processIdentity.mjs";
import { findRedis, startRedis } from "./redis.ts";
import { startServices } from "./services.ts";

const root = mkdtempSync(join(tmpdir(), "codi services-"));
const owners: ChildProcess[] = [];
const redisCacheDir = join(process.cwd(), "node_modules", ".cache", "codi", "redis");
const log = vi.fn<(line: string) => void>();
let folders = 0;
let dataDir: string;

beforeEach(() => {
  dataDir = join(root, `data ${(folders += 1)}`);
  log.mockClear();
  vi.stubEnv("DATABASE_URL", "");
  vi.stubEnv("REDIS_URL", "");
  return () => vi.unstubAllEnvs();
});
afterAll(() => {
  for (const owner of owners) owner.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

const start = () => startServices({ dataDir, log, redisCacheDir });

const recordOf = (name: string) =>
  JSON.parse(readFileSync(join(dataDir, "processes", `${name}.json`), "utf8")) as Required<LeashRecord>;

async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  // What fails is the command that is asked for.
  redis.on("error", () => undefined);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that starts the stores and keeps them until it is killed. */
async function startElsewhere(): Promise<ChildProcess> {
  const script = join(root, "owner.mts");
  const services = JSON.stringify(join(process.cwd(), "server/local/services.ts"));
  writeFileSync(
    script,
    `const { startServices } = await import(${services});
     await startServices({ dataDir: process.argv[2], redisCacheDir: process.argv[3], log: () => {} });
     console.log("up"); setInterval(() => {}, 1e6);`,
  );
  const owner = spawn(process.execPath, ["--import", "tsx", script, dataDir, redisCacheDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  owners.push(owner);
  await new Promise((done) => owner.stdout.once("data", done));
  return owner;
}

it("a second start on the same folder finds what Postgres and Redis held", async () => {
  const first = await start();
  await sql(first.databaseUrl, "CREATE TABLE kept AS SELECT 7 AS n");
  await withRedis(first.redisUrl, (redis) => redis.set("kept", "seven"));
  await first.stop();
  const second = await start();
  expect(await sql(second.databaseUrl, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  expect(await withRedis(second.redisUrl, (redis) => redis.get("kept"))).toBe("seven");
  await second.stop();
});

it("a store that crashes is started again with its data at the same address", async () => {
  const services = await start();
  await withRedis(services.redisUrl, (redis) => redis.set("kept", "on disk"));
  await withRedis(services.redisUrl, (redis) => redis.call("WAITAOF", "1", "0", "2000").catch(() => undefined));
  const { child } = recordOf("redis");
  process.kill(child.pid, "SIGTERM");
  await vi.waitFor(() => expect(isAlive(child)).toBe(false), 5_000);
  const value = await vi.waitFor(() => withRedis(services.redisUrl, (redis) => redis.get("kept")), 10_000);
  expect(value).toBe("on disk");
  expect(log.mock.calls.flat().join("\n")).toMatch(/Redis ended by itself/);
  await services.stop();
});

it("the servers end by themselves when their owner was killed", async () => {
  const owner = await startElsewhere();
  const records = [recordOf("postgres"), recordOf("redis")];
  expect(records.every(({ child }) => isAlive(child))).toBe(true);
  owner.kill("SIGKILL");
  await vi.waitFor(() => {
    expect(records.some(({ child, leash }) => isAlive(child) || isAlive(leash))).toBe(false);
  }, 9_000);
});

it("servers that outlived owner and leash are ended by the next start, which has their data", async () => {
  const owner = await startElsewhere();
  const records = [recordOf("postgres"), recordOf("redis")];
  for (const { leash } of records) process.kill(leash.pid, "SIGKILL");
  owner.kill("SIGKILL");
  await vi.waitFor(() => expect(records.some(({ leash, owner: by }) => isAlive(leash) || isAlive(by))).toBe(false));
  expect(records.every(({ child }) => isAlive(child))).toBe(true);
  const services = await start();
  expect(records.some(({ child }) => isAlive(child))).toBe(false);
  expect(await sql(services.databaseUrl, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  await services.stop();
});

it("whoever comes second on a folder shares the servers and leaves them running", async () => {
  const first = await start();
  const second = await start();
  expect([second.databaseUrl, second.redisUrl]).toEqual([first.databaseUrl, first.redisUrl]);
  await second.stop();
  expect(await sql(first.databaseUrl, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  await first.stop();
});

it("the servers listen on loopback only, want a password, and sync to disk", async () => {
  const services = await start();
  expect(await sql(services.databaseUrl, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  expect(await sql(services.databaseUrl, "SHOW fsync")).toEqual([{ fsync: "on" }]);
  const settings = await withRedis(services.redisUrl, (redis) =>
    redis.config("GET", "bind", "appendonly", "appendfsync", "maxmemory-policy"),
  );
  expect(settings).toEqual(
    expect.arrayContaining(["127.0.0.1", "appendonly", "yes", "everysec", "noeviction"]) as string[],
  );
  const stranger = new URL(services.databaseUrl);
  stranger.password = "wrong";
  await expect(sql(stranger.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  const { port } = new URL(services.redisUrl);
  await expect(withRedis(`redis://127.0.0.1:${port}`, (redis) => redis.get("x"))).rejects.toThrow(/NOAUTH/);
  await services.stop();
});

it("a Redis that was named is refused as a replica, and warned about when it evicts", async () => {
  const services = await start();
  vi.stubEnv("REDIS_URL", services.redisUrl);
  await withRedis(services.redisUrl, (redis) => redis.config("SET", "maxmemory-policy", "allkeys-lru"));
  await startRedis({ dataDir, log });
  expect(log.mock.calls.flat().join("\n")).toMatch(/maxmemory-policy is allkeys-lru; set noeviction/);
  await withRedis(services.redisUrl, (redis) => redis.call("REPLICAOF", "127.0.0.1", "1"));
  await expect(startRedis({ dataDir, log })).rejects.toThrow(/REDIS_URL: that Redis is a replica/);
  await services.stop();
  await expect(startRedis({ dataDir, log })).rejects.toThrow(/REDIS_URL: that Redis does not answer/);
  vi.stubEnv("DATABASE_URL", services.databaseUrl);
  await expect(startPostgres({ dataDir, log })).rejects.toThrow(/DATABASE_URL: that Postgres does not answer/);
});

it("a data folder that cannot be written is named, with the way out", async () => {
  const file = join(root, "a file");
  writeFileSync(file, "");
  dataDir = join(file, "below");
  await expect(start()).rejects.toThrow(/cannot write to its data folder .*a file\/below[\s\S]*CODI_DATA_DIR/);
});

it("a Redis that was fetched once is used again, and with none to be had the choices are named", async () => {
  const tools = join(root, "tools");
  const cache = join(root, "cache");
  mkdirSync(tools);
  for (const name of ["env", "sh"]) symlinkSync(onPath(name) ?? "", join(tools, name));
  vi.stubEnv("PATH", tools);
  await expect(findRedis(cache, log, "")).rejects.toThrow(/no Redis 6\.2[\s\S]*apt-get install[\s\S]*REDIS_URL=/);
  const program = join(cache, "debian", "usr", "bin", "redis-server");
  mkdirSync(join(cache, "debian", "usr", "bin"), { recursive: true });
  writeFileSync(program, "#!/usr/bin/env sh\necho Redis server v=7.0.15\n");
  chmodSync(program, 0o755);
  expect((await findRedis(cache, log, "")).at(-1)).toBe(program);
  // On PATH comes first, but not when it is too old.
  const old = join(tools, "redis-server");
  writeFileSync(old, "#!/usr/bin/env sh\necho Redis server v=5.0.14\n");
  chmodSync(old, 0o755);
  expect((await findRedis(cache, log, "")).at(-1)).toBe(program);
  writeFileSync(old, "#!/usr/bin/env sh\necho Redis server v=7.2.4\n");
  expect((await findRedis(cache, log, "")).at(-1)).toBe(old);
});
