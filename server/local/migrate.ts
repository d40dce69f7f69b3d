/** Applies prisma/migrations in order, with the bookkeeping of `prisma migrate deploy`, which stays usable beside it. */
import { createHash, randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

export type Migrated = { applied: string[]; present: number };

type Migration = { name: string; sql: string; checksum: string };
type Row = { migration_name: string; checksum: string; finished_at: Date | null; rolled_back_at: Date | null };

/** Prisma's own lock for this, so that its command line and this one exclude each other. */
const LOCK = 72_707_369;

const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** What the database says must fit what the folder says, before anything is changed. */
function stillToApply(migrations: Migration[], rows: Row[]): Migration[] {
  const applied = new Map<string, Row>();
  for (const row of rows.filter(({ rolled_back_at }) => rolled_back_at === null)) {
    if (row.finished_at === null) {
      throw new Error(
        `The migration ${row.migration_name} was begun by another tool and failed; resolve it with prisma migrate resolve.`,
      );
    }
    applied.set(row.migration_name, row);
  }
  for (const { name, checksum } of migrations) {
    const row = applied.get(name);
    if (row && row.checksum !== checksum) {
      throw new Error(
        `The migration ${name} was edited after it had been applied. Restore it and add another migration instead.`,
      );
    }
  }
  const known = new Set(migrations.map(({ name }) => name));
  const foreign = [...applied.keys()].find((name) => !known.has(name));
  if (foreign)
    throw new Error(
      `The database holds the migration ${foreign}, which this version does not know: it was made by a newer one.`,
    );
  return migrations.filter(({ name }) => !applied.has(name));
}

/** Bookkeeping and change in one transaction: a failed file leaves nothing, and the next try begins at it. */
async function applyOne(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${name} failed and changed nothing: ${reason}`, { cause: error });
  }
}

export async function migrate(
  databaseUrl: string,
  folder = join(process.cwd(), "prisma", "migrations"),
): Promise<Migrated> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    // Of the session: it ends with the connection, however this process ends.
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(TABLE);
    const { rows } = await client.query<Row>(
      "SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations",
    );
    const missing = stillToApply(migrations, rows);
    for (const migration of missing) await applyOne(client, migration);
    return { applied: missing.map(({ name }) => name), present: migrations.length };
  } finally {
    await client.end();
  }
}
