/** What /api/health says, read with care: it is asked when things are broken. */

export type Health = { postgres: boolean; redis: boolean; redisRefusesWrites: boolean };

/** 503 carries the same body; anything unreadable means that the web process itself is away. */
export async function readHealth(signal: AbortSignal): Promise<Health> {
  const answer = await fetch("/api/health", { signal, cache: "no-store" });
  const body: unknown = await answer.json();
  if (typeof body !== "object" || body === null || !("postgres" in body) || !("redis" in body))
    throw new Error(`/api/health answered ${answer.status} without saying how the stores are.`);
  const redisRefusesWrites = "redisRefusesWrites" in body && body.redisRefusesWrites === true;
  return { postgres: body.postgres === true, redis: body.redis === true, redisRefusesWrites };
}

/** What somebody has to know while a store is away, or null. */
export function toOutage(health: Health): { title: string; text: string } | null {
  if (health.postgres && health.redis) return null;
  if (!health.postgres && !health.redis && !health.redisRefusesWrites)
    return {
      title: "Postgres and Redis do not answer.",
      text: "You see what was loaded before; nothing can be changed.",
    };
  if (!health.postgres)
    return { title: "Postgres does not answer.", text: "You see what was loaded before; nothing can be changed." };
  if (health.redisRefusesWrites)
    return {
      title: "Redis takes no writes.",
      text: "It is probably full. Runs go on and can be controlled; live output waits until it has room.",
    };
  return {
    title: "Redis does not answer.",
    text: "Runs go on and can be controlled; live output and new starts wait until it is back.",
  };
}
