/** The connections of a process to a Postgres that ends at the worst moment. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { afterAll, expect, it, vi } from "vitest";

const postgresUrl = new URL(process.env.DATABASE_URL ?? "");

/**
 * Stands before Postgres. What it answers from its first "ready" on is kept back until it has ended the connection, and
 * then comes as one piece, as to a process that was busy meanwhile.
 */
const relay = createServer((near) => {
  const far = connect(Number(postgresUrl.port), postgresUrl.hostname);
  let kept: Buffer[] | null = null;
  far.on("data", (bytes: Buffer) => {
    kept?.push(bytes);
    if (kept || !bytes.includes("Z\0\0\0\x05I", 0, "latin1")) return void (kept ?? near.write(bytes));
    kept = [bytes];
    void endConnectionOf(far);
  });
  far.on("close", () => near.end(Buffer.concat(kept ?? [])));
  near.on("data", (bytes) => far.write(bytes));
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const)
    one.on("error", () => other.destroy());
});
relay.listen(0, "127.0.0.1");
await once(relay, "listening");
const address = relay.address();
const port = typeof address === "object" && address ? address.port : 0;
process.env.DATABASE_URL = Object.assign(new URL(postgresUrl), { port: String(port) }).href;

async function endConnectionOf(far: Socket): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl.href });
  await client.connect();
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE client_port = $1", [far.localPort]);
  await client.end();
}

afterAll(() => relay.close());

it("a connection that ends right after it began fails what was asked, not the process", async () => {
  const { closeDatabase, database, isPostgresAway } = await import("./database.ts");
  const uncaught = vi.fn();
  process.on("uncaughtException", uncaught);
  const error: unknown = await database()
    .$transaction((tx) => tx.run.count())
    .catch((reason: unknown) => reason);
  expect(isPostgresAway(error)).toBe(true);
  expect(uncaught).not.toHaveBeenCalled();
  process.off("uncaughtException", uncaught);
  await closeDatabase();
});
