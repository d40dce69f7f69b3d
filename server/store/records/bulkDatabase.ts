/** Postgres for large bytes: Prisma would write them as text more than once on their way, and memory would grow by that. */
import pg from "pg";
import { STORE_ANSWER_MS } from "#server/domain/limits.ts";
import { required } from "#server/env.ts";

const CONNECTIONS = 2; // uploads of several runs; each waits for its own answer
let pool: pg.Pool | undefined;

function connection(): pg.Pool {
  if (pool) return pool;
  pool = new pg.Pool({
    connectionString: required("DATABASE_URL"),
    max: CONNECTIONS,
    connectionTimeoutMillis: STORE_ANSWER_MS,
    query_timeout: STORE_ANSWER_MS,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced at the next use; it must not end the process.
  pool.on("error", () => undefined);
  // Between its first answer and its first statement nobody else listens to a connection.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return pool;
}

/** The rows of one statement; what stands in its template are its parameters. */
export async function bulkQuery<Row extends object>(text: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {
  const numbered = text.reduce((statement, part, at) => `${statement}$${at}${part}`);
  return (await connection().query<Row>(numbered, values)).rows;
}

export async function closeBulkDatabase(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
