/** Secrets that a test plants, and the search for them wherever something is kept. */
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Redis } from "ioredis";
import { Client, escapeIdentifier } from "pg";

/** Nobody else ever wrote it. */
export const planted = (kind: string) => `planted.${kind}.${randomBytes(12).toString("hex")}`;

const letters = (bytes: number) => randomBytes(bytes).toString("hex");

/** What only its look gives away. */
export const plantedPatterns = () => [
  `sk-proj-${letters(20)}`,
  `ghp_${letters(18)}`,
  `AKIA${letters(8).toUpperCase()}`,
  `xoxb-${letters(12)}`,
];
/** Only the part behind the word is secret. */
export const plantedBearer = () => `${letters(20)}.${letters(10)}`;
export const plantedPem = () => `MII${letters(30)}\n${letters(32)}`;
export const asPem = (body: string) => `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`;

export type Found = { where: string; value: string };
/** Told of everything that is looked at; what it has found by then is in `found`. */
export type Search = { look(where: string, what: string | Buffer): void; found: Found[]; looked: number };

/** Also as it stands inside JSON, and without colours. */
export function searchFor(values: string[]): Search {
  const needles = values.flatMap((value) => {
    const json = JSON.stringify(value).slice(1, -1);
    return [...new Set([value, json, JSON.stringify(json).slice(1, -1)])].map((text) => ({
      value,
      bytes: Buffer.from(text),
    }));
  });
  const search: Search = {
    found: [],
    looked: 0,
    look(where, what) {
      const bytes = typeof what === "string" ? Buffer.from(what) : what;
      search.looked += bytes.length;
      const bare = bytes.includes("[") ? withoutColours(bytes) : bytes;
      for (const { value, bytes: needle } of needles)
        if (bytes.includes(needle) || bare.includes(needle)) search.found.push({ where, value });
    },
  };
  return search;
}

const withoutColours = (bytes: Buffer) =>
  Buffer.from(bytes.toString("latin1").replace(/(\x1b|\\+u001b)\[[0-9;]*[mK]/g, ""), "latin1");

/** Every key of the database, with all that it holds. */
export async function searchRedis(url: string, search: Search): Promise<void> {
  const client = new Redis(url);
  try {
    for (const key of await client.keys("*")) {
      search.look("the name of a Redis key", key);
      search.look(`Redis ${key}`, JSON.stringify(await readKey(client, key)));
    }
  } finally {
    client.disconnect();
  }
}

async function readKey(client: Redis, key: string): Promise<unknown> {
  const type = await client.type(key);
  switch (type) {
    case "string":
      return client.get(key);
    case "hash":
      return client.hgetall(key);
    case "stream":
      return client.xrange(key, "-", "+");
    case "zset":
      return client.zrange(key, "0", "-1", "WITHSCORES");
    case "set":
      return client.smembers(key);
    case "list":
      return client.lrange(key, 0, -1);
    case "none":
      return null; // it has expired meanwhile
    default:
      throw new Error(`Nobody looks into a ${type}.`);
  }
}

/** Every column of every table, compressed ones unpacked; not a profile's own env, where an operator has put its values. */
export async function searchPostgres(url: string, search: Search): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const { name } of tables.rows) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM ${escapeIdentifier(name)}`);
      for (const row of rows)
        for (const [column, value] of Object.entries(row)) {
          if (value === null || (name === "profile" && column === "env")) continue;
          const where = `Postgres ${name}.${column}`;
          if (!Buffer.isBuffer(value)) search.look(where, typeof value === "string" ? value : JSON.stringify(value));
          else lookAtBytes(where, value, search);
        }
    }
  } finally {
    await client.end();
  }
}

function lookAtBytes(where: string, bytes: Buffer, search: Search): void {
  search.look(where, bytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) search.look(`${where}, unpacked`, gunzipSync(bytes));
}

/** Every file below a folder, by its name and by what is in it. */
export async function searchFolder(folder: string, search: Search): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    search.look("the name of a file", entry.name);
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // What was uploaded meanwhile is gone, and is looked for where it is now.
    const bytes = await readFile(path).catch(() => null);
    if (bytes) lookAtBytes(path, bytes, search);
  }
}
