/** Projects: one a real path, made at first use. */
import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { Transaction } from "./database.ts";

/** The project of this folder; a name given at the first use stays. */
export async function findOrMakeProject(tx: Transaction, path: string, name: string | null): Promise<{ id: string }> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO project (id, name, path) VALUES (${randomUUID()}::uuid, ${name ?? (basename(path) || path)}, ${path})
    ON CONFLICT (path) DO UPDATE SET path = EXCLUDED.path RETURNING id::text`;
  const row = rows[0];
  if (!row) throw new Error("Postgres returned no project for an upsert.");
  return row;
}
