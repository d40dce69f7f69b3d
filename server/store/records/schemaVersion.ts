/** Whether the database has the schema that this build was written for: web and worker refuse one that is behind. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Prisma, database } from "./database.ts";

const NO_TABLE = /_prisma_migrations.*does not exist|42P01/;

/** The folders of the migrations are the list of what must have been applied; their names sort in order. */
export async function wantedMigrations(projectRoot = process.cwd()): Promise<string[]> {
  const entries = await readdir(join(projectRoot, "prisma", "migrations"), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The names that are not applied yet; empty means ready. */
export async function missingMigrations(wanted: string[]): Promise<string[]> {
  try {
    const rows = await database().$queryRaw<{ migration_name: string }[]>(
      Prisma.sql`SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    );
    const applied = new Set(rows.map((row) => row.migration_name));
    return wanted.filter((name) => !applied.has(name));
  } catch (error) {
    if (error instanceof Error && NO_TABLE.test(error.message)) return wanted;
    throw error;
  }
}

/** For the start of web and worker: they never migrate themselves. */
export async function requireSchema(): Promise<void> {
  const missing = await missingMigrations(await wantedMigrations());
  if (missing.length === 0) return;
  throw new Error(
    `The database is behind: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not applied. ` +
      `Run \`npm run db:migrate\`; \`npm start\` does it by itself.`,
  );
}
