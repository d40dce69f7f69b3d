/** The one connection to Postgres of a process: Prisma over a small pg pool. */
import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "#generated/client.ts";
import { TRANSACTION_SILENCE_MS } from "#server/domain/limits.ts";
import { required } from "#server/env.ts";
import { closeBulkDatabase } from "./bulkDatabase.ts";

export { Prisma };
export type Transaction = Prisma.TransactionClient;

// Next loads route handlers and instrumentation as separate module graphs; the pool must still be one.
const shared = globalThis as typeof globalThis & { codiDatabase?: PrismaClient };

const POOL_SIZE = 10; // far below Postgres's 100 connections, also with several workers
const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 10_000; // a half-open connection answers never; nothing of ours takes a tenth of this

export function database(): PrismaClient {
  return (shared.codiDatabase ??= new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: required("DATABASE_URL"),
        max: POOL_SIZE,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        query_timeout: QUERY_TIMEOUT_MS,
        idle_in_transaction_session_timeout: TRANSACTION_SILENCE_MS,
        keepAlive: true,
        // Between its first answer and its first statement nobody else listens to a connection, and a Postgres that ends just
        // then would end this process.
        onConnect: (client) => void client.on("error", () => undefined),
      },
      // An idle connection that breaks is replaced at the next use; it must not end the process.
      { onPoolError: () => undefined },
    ),
    transactionOptions: { maxWait: CONNECT_TIMEOUT_MS, timeout: 15_000 },
  }));
}

export async function closeDatabase(): Promise<void> {
  await Promise.all([shared.codiDatabase?.$disconnect(), closeBulkDatabase()]);
  delete shared.codiDatabase;
}

/** Of Prisma and of Node. */
const AWAY_CODES = /^(P1000|P1001|P1002|P1008|P1017|P2024|P2028|ECONN|EPIPE)/;
/** Of Postgres: it stops or starts (57P0), lacks connections, memory or disk (53), ended what stood still (25P03), or the connection broke (08). */
const AWAY_STATES = /^(57P0\d|53\w{3}|25P03|08\w{3})$/;
const AWAY_WORDS =
  /ECONNREFUSED|ECONNRESET|EMFILE|ENFILE|Query read timeout|Connection terminated|terminating connection|is not queryable|timeout exceeded when trying to connect|Can't reach database|Server has closed the connection/i;

/** True for errors that mean Postgres did not answer, not that the statement was wrong. */
export function isPostgresAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  // Prisma has codes of its own, and says Postgres's in the message.
  const state = /Code: `(\w+)`/.exec(error.message)?.[1] ?? code;
  return AWAY_CODES.test(code) || AWAY_STATES.test(state) || AWAY_WORDS.test(error.message);
}
