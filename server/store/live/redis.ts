/** The connections to Redis: one a role and process, and a separate one for each loop that blocks. */
import { Redis, type RedisOptions } from "ioredis";
import { REDIS_COMMAND_MS, REDIS_RETRY_MAX_MS, REDIS_SILENCE_MS } from "#server/domain/limits.ts";
import { required } from "#server/env.ts";
import { settledWithin } from "./settledWithin.ts";
import { warnThrottled } from "./warnThrottled.ts";

export type RedisRole = "publish" | "read";
type Role = { client: Redis; tried: Promise<void>; lives: number };
type Connections = {
  roles: Map<RedisRole, Role>;
  blocking: Set<Redis>;
};

// Route handlers, server components and instrumentation are separate module graphs of one process.
const HELD: unique symbol = Symbol.for("codi.redis");

function connections(): Connections {
  const holder = globalThis as typeof globalThis & { [HELD]?: Connections };
  return (holder[HELD] ??= { roles: new Map(), blocking: new Set() });
}

const shared: RedisOptions = {
  protocol: 2, // measured a little faster than 3, and safe with proxies
  disableClientInfo: true,
  connectTimeout: REDIS_COMMAND_MS,
  socketTimeout: REDIS_SILENCE_MS,
  // With jitter: a restart of Redis must not meet every process at the same instant.
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), REDIS_RETRY_MAX_MS) * (0.75 + Math.random() / 4),
};

function connect(name: string, options: RedisOptions): Redis {
  const client = new Redis(required("REDIS_URL"), { ...shared, ...options, connectionName: `codi-${name}` });
  client.on("error", (error: Error) =>
    warnThrottled("Redis does not answer", { connection: name, reason: error.message }),
  );
  return client;
}

function open(role: RedisRole): Role {
  const { roles } = connections();
  const held = roles.get(role);
  if (held) return held;
  // A command fails at once while Redis is away: what waited in a queue would be written long after it mattered.
  const client = connect(role, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: REDIS_COMMAND_MS,
  });
  const tried = new Promise<void>((resolve) => {
    client.once("ready", resolve);
    client.once("close", resolve);
  });
  const opened: Role = { client, tried, lives: 0 };
  client.on("ready", () => (opened.lives += 1));
  roles.set(role, opened);
  return opened;
}

/** The connection of a role. Never block on it: everybody in the process shares it. */
export function redis(role: RedisRole): Redis {
  return open(role).client;
}

/** The same once its first attempt to connect is over, so that the first command of a process is not refused. */
export async function connected(role: RedisRole): Promise<Redis> {
  const { client, tried } = open(role);
  await tried;
  return client;
}

/** How often the connection of a role came up: what was known of the server in an earlier life may be another one's by now. */
export function connectionLives(role: RedisRole): number {
  return open(role).lives;
}

/** A connection for one loop of blocking reads; it resumes by itself after an outage. End it with `closeBlocking`. */
export function connectBlocking(name: string): Redis {
  const client = connect(name, { maxRetriesPerRequest: null });
  connections().blocking.add(client);
  return client;
}

/** `quit` would wait for the blocked read, and while Redis is away for ever. */
export function closeBlocking(client: Redis): void {
  connections().blocking.delete(client);
  client.disconnect();
}

export async function closeRedis(): Promise<void> {
  const { roles, blocking } = connections();
  const clients = [...[...roles.values()].map(({ client }) => client), ...blocking];
  roles.clear();
  blocking.clear();
  const gone = clients
    .filter((client) => client.status === "ready")
    .map((client) => new Promise((resolve) => client.once("end", resolve)));
  for (const client of clients) client.disconnect();
  await settledWithin(Promise.all(gone), { ms: REDIS_COMMAND_MS });
}

export async function pingRedis(timeoutMs: number): Promise<boolean> {
  const answer = connected("read")
    .then((client) => client.ping())
    .then(
      () => true,
      () => false,
    );
  return (await settledWithin(answer, { ms: timeoutMs }))?.value ?? false;
}

/** Which start of which server this is; asked fresh, because a restart behind a connection changes it. */
export async function redisRunId(): Promise<string> {
  const client = await connected("read");
  const id = /^run_id:(\S+)/m.exec(await client.info("server"))?.[1];
  if (!id) throw new Error("Redis does not tell its run_id.");
  return id;
}
