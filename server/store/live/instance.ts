/** Makes sure that this Redis is fit for Codi and belongs to this Postgres, not to another installation. */
import { logger } from "#server/logger.ts";
import { connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";

/** Not an outage: this server will never do. */
export class UnfitRedisError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnfitRedisError";
  }
}

export async function bindInstance(postgresId: string): Promise<void> {
  const client = await connected("publish");
  checkServer(await client.info());
  await client.set(redisKeys.instance, postgresId, "NX");
  const owner = await client.get(redisKeys.instance);
  if (owner !== postgresId)
    throw new UnfitRedisError(
      `This Redis belongs to another Codi (its Postgres is ${owner}, ours is ${postgresId}). ` +
        "Set REDIS_URL to another server or another database number, or empty this one.",
    );
}

/** Throws on a server that would break promises, warns about one that may. */
export function checkServer(info: string): void {
  const fact = (name: string) => new RegExp(`^${name}:(\\S+)`, "m").exec(info)?.[1];
  const version = fact("redis_version") ?? "0";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 6 || (major === 6 && minor < 2))
    throw new UnfitRedisError(`Redis ${version} is too old: Codi needs 6.2 or newer.`);
  if (fact("role") === "slave") throw new UnfitRedisError("REDIS_URL is a replica: Codi needs the primary.");
  if (fact("cluster_enabled") === "1")
    throw new UnfitRedisError("REDIS_URL is a Redis Cluster: Codi needs a single primary.");
  const policy = fact("maxmemory_policy");
  if (policy && policy !== "noeviction")
    logger.warn({ policy }, "Redis may evict live logs: set maxmemory-policy noeviction");
}
