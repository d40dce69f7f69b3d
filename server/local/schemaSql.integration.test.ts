/** No migration is missing: the schema that Prisma generates from and the schema that the migrations make are the same. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, inject, it } from "vitest";
import { schemaSql } from "./schemaSql.ts";

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Tables, columns with type and default, indexes and constraints, as Postgres spells them. */
const CATALOG = `
  SELECT 'column' AS kind, c.relname AS of, a.attname AS name,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
      pg_get_expr(d.adbin, d.adrelid)) AS definition
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname <> '_prisma_migrations'
  UNION ALL
  SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
  WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
  UNION ALL
  SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid::regclass::text <> '_prisma_migrations'
  ORDER BY 1, 2, 3`;

it("schema.prisma on an empty database equals the migrated one", async () => {
  const migrated = process.env.DATABASE_URL ?? "";
  const base = new URL(inject("stores").databaseUrl);
  const name = `codi_schema_${randomBytes(4).toString("hex")}`;
  await query(base.href, `CREATE DATABASE ${name}`);
  const made = Object.assign(new URL(base), { pathname: `/${name}` }).href;
  await query(made, await schemaSql(made, "prisma/schema.prisma"));
  const [expected, actual] = await Promise.all([query(made, CATALOG), query(migrated, CATALOG)]);
  expect(expected.length).toBeGreaterThan(150);
  expect(actual).toEqual(expected);
});
