/** Migrations against a real Postgres: once each, in order, all or nothing, and never an edited one. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { migrate } from "./migrate.ts";

let url: string;
let folder: string;

async function query(sql: string, at = url): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "codi-migrations-"));
  const base = new URL(inject("stores").databaseUrl);
  const name = `codi_migrate_${randomBytes(4).toString("hex")}`;
  await query(`CREATE DATABASE ${name}`, base.href);
  base.pathname = `/${name}`;
  url = base.href;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("applies every file once and in order", async () => {
  write("0002_second", "INSERT INTO thing VALUES (2);");
  write("0001_first", "CREATE TABLE thing (n int); INSERT INTO thing VALUES (1);");
  expect(await migrate(url, folder)).toEqual({ applied: ["0001_first", "0002_second"], present: 2 });
  expect(await migrate(url, folder)).toEqual({ applied: [], present: 2 });
  write("0003_third", "INSERT INTO thing VALUES (3);");
  expect((await migrate(url, folder)).applied).toEqual(["0003_third"]);
  expect(await query("SELECT n FROM thing ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

it("a failing file leaves nothing, and the files before it stay", async () => {
  write("0001_good", "CREATE TABLE good (n int);");
  write("0002_bad", "CREATE TABLE half (n int); SELECT 1/0;");
  await expect(migrate(url, folder)).rejects.toThrow(/0002_bad failed and changed nothing: division by zero/);
  expect(await query("SELECT to_regclass('good')::text AS good, to_regclass('half')::text AS half")).toEqual([
    { good: "good", half: null },
  ]);
  write("0002_bad", "CREATE TABLE half (n int);");
  expect((await migrate(url, folder)).applied).toEqual(["0002_bad"]);
});

it("refuses a file that was edited after it had been applied", async () => {
  write("0001_first", "CREATE TABLE thing (n int);");
  await migrate(url, folder);
  write("0001_first", "CREATE TABLE thing (n bigint);");
  await expect(migrate(url, folder)).rejects.toThrow(/0001_first was edited/);
});

it("refuses a database that a newer version made", async () => {
  write("0001_first", "SELECT 1;");
  write("0002_second", "SELECT 1;");
  await migrate(url, folder);
  rmSync(join(folder, "0002_second"), { recursive: true });
  await expect(migrate(url, folder)).rejects.toThrow(/0002_second, which this version does not know/);
});

it("two that start at the same moment apply each file once", async () => {
  write("0001_first", "CREATE TABLE thing (n int); SELECT pg_sleep(0.2);");
  write("0002_second", "INSERT INTO thing VALUES (2);");
  const both = await Promise.all([migrate(url, folder), migrate(url, folder)]);
  expect(both.map(({ applied }) => applied.length).sort()).toEqual([0, 2]);
  expect(await query("SELECT n FROM thing")).toEqual([{ n: 2 }]);
});

it("keeps Prisma's own books", async () => {
  write("0001_first", "SELECT 1;");
  await migrate(url, folder);
  const rows = await query("SELECT * FROM _prisma_migrations");
  expect(rows).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      // sha256 of "SELECT 1;"
      checksum: "17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a",
      finished_at: expect.any(Date) as Date,
      migration_name: "0001_first",
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(Date) as Date,
      applied_steps_count: 1,
    },
  ]);
});
