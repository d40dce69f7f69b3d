/** Whether Postgres answers, over a connection of its own: one that stood behind the reads of hundreds would call a busy store away. */
import pg from "pg";
import { STORE_ANSWER_MS } from "#server/domain/limits.ts";
import { required } from "#server/env.ts";
import { settledWithin } from "#server/store/live/settledWithin.ts";
import { Prisma } from "./database.ts";
import { isOnline } from "./workerTable.ts";

// Next loads route handlers as separate module graphs; the connection must still be one.
const shared = globalThis as typeof globalThis & { codiPing?: { pool: pg.Pool; asking: Promise<number> | null } };

function held() {
  if (shared.codiPing) return shared.codiPing;
  const pool = new pg.Pool({
    connectionString: required("DATABASE_URL"),
    max: 1,
    connectionTimeoutMillis: STORE_ANSWER_MS,
    query_timeout: STORE_ANSWER_MS,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced at the next use; it must not end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return (shared.codiPing = { pool, asking: null });
}

async function ask(pool: pg.Pool): Promise<number> {
  const { text, values } = Prisma.sql`SELECT count(*)::int AS count FROM worker w WHERE ${isOnline}`;
  const { rows } = await pool.query<{ count: number }>(text, values);
  return rows[0]?.count ?? 0;
}

/** How many workers are online; null = it has not answered in time. Everybody who asks meanwhile waits for the same answer. */
export async function askPostgres(timeoutMs: number): Promise<{ workers: number } | null> {
  const ping = held();
  ping.asking ??= ask(ping.pool).finally(() => (ping.asking = null));
  const answer = ping.asking.then(
    (workers) => ({ workers }),
    () => null,
  );
  return (await settledWithin(answer, { ms: timeoutMs }))?.value ?? null;
}

export const pingPostgres = async (timeoutMs: number): Promise<boolean> => (await askPostgres(timeoutMs)) !== null;
