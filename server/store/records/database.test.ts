/** Which errors mean that Postgres is away: what Prisma, pg and Node said while it was killed, stood still and came back. */
import { expect, it, vi } from "vitest";
import { isPostgresAway } from "./database.ts";

vi.hoisted(() => vi.stubEnv("DATABASE_URL", "postgresql://127.0.0.1:1/nowhere"));

const failed = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });
const inPrisma = (state: string, message: string) =>
  failed(
    `\nInvalid \`prisma.run.findUnique()\` invocation:\n\n\nDatabase error. Code: \`${state}\`. Message: \`${message}\``,
  );

it.each([
  inPrisma("57P01", "terminating connection due to unexpected postmaster exit"),
  inPrisma("57P02", "terminating connection because of crash of another server process"),
  inPrisma("57P03", "the database system is starting up"),
  inPrisma("57P03", "the database system is not yet accepting connections"),
  inPrisma("57P03", "the database system is in recovery mode"),
  inPrisma("25P03", "terminating connection due to idle-in-transaction timeout"),
  inPrisma("53300", "sorry, too many clients already"),
  inPrisma("53100", 'could not extend file "base/16385/16512": No space left on device'),
  failed("the database system is not yet accepting connections", "57P03"),
  failed("Raw query failed. Code: `N/A`. Message: `Can't reach database server at 127.0.0.1:43129`", "P2010"),
  failed("Transaction API error: Unable to start a transaction in the given time.", "P2028"),
  failed("Server has closed the connection.", "P1017"),
  failed("Connection terminated due to connection timeout"),
  failed("Query read timeout"),
  failed("Client has encountered a connection error and is not queryable"),
  failed("read ECONNRESET", "ECONNRESET"),
  failed("write EPIPE", "EPIPE"),
])("$message", (error) => {
  expect(isPostgresAway(error)).toBe(true);
});

it.each([
  inPrisma("23505", 'duplicate key value violates unique constraint "run_pkey"'),
  inPrisma("22021", 'invalid byte sequence for encoding "UTF8"'),
  inPrisma("40P01", "deadlock detected"),
  failed('Raw query failed. Code: `42601`. Message: `syntax error at or near "57P03"`', "P2010"),
  failed("Unknown argument `statuz`."),
])("a wrong statement is no outage: $message", (error) => {
  expect(isPostgresAway(error)).toBe(false);
});
