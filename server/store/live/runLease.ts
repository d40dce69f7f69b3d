/** The Redis side of a claim: a lock that only its holder or a higher claim changes. */
import { randomUUID } from "node:crypto";
import { leaseScripts } from "./lua/leaseScripts.ts";
import { connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { createScript } from "./script.ts";

/** `token` is the whole value of the lock, fresh for every claim. */
export type Lease = { runId: string; claim: number; token: string };

const take = createScript(leaseScripts.take);
const renew = createScript(leaseScripts.renew);
const release = createScript(leaseScripts.release);

export function newLease(runId: string, claim: number): Lease {
  return { runId, claim, token: `${claim}-${randomUUID()}` };
}

/** "higher" = the same or a higher claim of somebody else stands there. */
export async function takeLease(lease: Lease, ttlMs: number): Promise<"taken" | "higher"> {
  const client = await connected("publish");
  const won = await take(client, { keys: [redisKeys.lock(lease.runId)], args: [lease.token, lease.claim, ttlMs] });
  return won === 1 ? "taken" : "higher";
}

export async function renewLease(lease: Lease, ttlMs: number): Promise<"renewed" | "missing" | "lost"> {
  const client = await connected("publish");
  const won = await renew(client, { keys: [redisKeys.lock(lease.runId)], args: [lease.token, ttlMs] });
  return won === 1 ? "renewed" : won === 0 ? "missing" : "lost";
}

/** False when it was not ours any more. */
export async function releaseLease(lease: Lease): Promise<boolean> {
  const client = await connected("publish");
  return (await release(client, { keys: [redisKeys.lock(lease.runId)], args: [lease.token] })) === 1;
}

export async function findLease(runId: string): Promise<{ claim: number; token: string; leftMs: number } | null> {
  const client = await connected("publish");
  const key = redisKeys.lock(runId);
  const [token, leftMs] = await Promise.all([client.get(key), client.pttl(key)]);
  // Between the two answers it may have run out.
  if (!token || leftMs < 0) return null;
  return { claim: Number.parseInt(token, 10), token, leftMs };
}
