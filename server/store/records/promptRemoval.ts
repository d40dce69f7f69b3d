/** Takes away prompts that only runs name whose log goes; equal prompts are stored once, and stay while one run needs them. */
import { Prisma, type Transaction } from "./database.ts";

/** A prompt `x` that no other run with a log names. */
const isNamedBy = (ids: string[]) => Prisma.sql`
  NOT EXISTS (SELECT FROM turn t JOIN run r ON r.id = t.run_id
    WHERE t.prompt_hash = x.sha256 AND r.log_removed_at IS NULL AND r.id <> ALL(${ids}))`;

/**
 * Locked in a statement of its own: a turn that is about to name one of them waits, or has been waited for, and the
 * second statement sees it.
 */
export async function removePrompts(
  tx: Transaction,
  ids: string[],
  room: number,
): Promise<{ rows: number; events: number; bytes: number }> {
  const locked = await tx.$queryRaw<{ sha256: string }[]>`
    SELECT x.sha256 FROM prompt x
    WHERE x.sha256 IN (SELECT t.prompt_hash FROM turn t WHERE t.run_id = ANY(${ids})) AND ${isNamedBy(ids)}
    ORDER BY x.sha256 LIMIT ${room} FOR UPDATE`;
  const hashes = locked.map((row) => row.sha256);
  const gone = await tx.$queryRaw<{ bytes: number }[]>`
    WITH gone AS (
      DELETE FROM prompt x WHERE x.sha256 = ANY(${hashes}) AND ${isNamedBy(ids)}
      RETURNING pg_column_size(x.text) AS bytes
    )
    SELECT coalesce(sum(bytes), 0)::float8 AS bytes FROM gone`;
  return { rows: hashes.length, events: 0, bytes: gone[0]?.bytes ?? 0 };
}
