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

/** What was there before; null: there is no such project. */
export async function updateKeepDays(
  tx: Transaction,
  projectId: string,
  days: number | null,
): Promise<{ path: string; before: number | null } | null> {
  const rows = await tx.$queryRaw<{ path: string; before: number | null }[]>`
    WITH old AS (SELECT id, keep_days FROM project WHERE id = ${projectId}::uuid FOR UPDATE)
    UPDATE project p SET keep_days = ${days}::int FROM old WHERE p.id = old.id
    RETURNING p.path, old.keep_days AS before`;
  return rows[0] ?? null;
}
