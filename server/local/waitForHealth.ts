/** Waits until the pages answer, both stores are reachable from them and a worker is registered. */
import { setTimeout as sleep } from "node:timers/promises";
import { HEALTH_WAIT_MS } from "#server/domain/limits.ts";

type Health = { ok?: boolean; postgres?: unknown; redis?: unknown; workers?: number };

export type Watched = { name: string; crashes: () => number };

const CRASHES_MAX = 3;

function whatIsMissing(health: Health | undefined): string {
  if (!health) return "the web server does not answer";
  if (!health.ok) return `health says ${JSON.stringify(health)}`;
  return "no worker is registered";
}

/** Gives up early when a part keeps crashing: waiting longer would not help it. */
export async function waitForHealth(address: string, parts: Watched[], signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + HEALTH_WAIT_MS;
  let health: Health | undefined;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    try {
      const answer = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(10_000) });
      health = (await answer.json()) as Health;
      if (health.ok && (health.workers ?? 0) > 0) return;
    } catch {
      health = undefined;
    }
    const broken = parts.find((part) => part.crashes() >= CRASHES_MAX);
    if (broken) throw new Error(`The ${broken.name} keeps crashing; what it said is above and in its log.`);
    await sleep(100);
  }
  throw new Error(`Codi did not become healthy within ${HEALTH_WAIT_MS / 1000} s: ${whatIsMissing(health)}.`);
}
