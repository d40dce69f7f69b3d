/** Keeps a claim alive in both stores and tells its holder what the row asks of it: at once with Redis, within a renewal without. */
import { setTimeout as sleep } from "node:timers/promises";
import { LEASE_GIVE_UP_MS, LEASE_RENEW_MS, STORE_ANSWER_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import { readControls } from "#server/store/live/runControl.ts";
import { type Lease, renewLease, takeLease } from "#server/store/live/runLease.ts";
import { type ControlState, renewClaim } from "#server/store/records/runClaim.ts";

const AWAY = Symbol("the store does not answer");

async function within<T>(answer: Promise<T>): Promise<T | typeof AWAY> {
  const timeout = new AbortController();
  try {
    return await Promise.race([answer, sleep(STORE_ANSWER_MS, AWAY, { signal: timeout.signal })]);
  } catch {
    return AWAY;
  } finally {
    timeout.abort();
  }
}

/**
 * Yields the row's control state at every ring and every renewal. Ends with the signal, or after `onLost` when a
 * higher claim shows in either store, or when neither could be renewed for so long that another may have taken over.
 */
export async function* listenForControl(
  lease: Lease,
  options: { after: string; signal: AbortSignal; onLost: (why: string) => void },
): AsyncGenerator<ControlState> {
  const { signal } = options;
  const rings = readControls(lease.runId, { after: options.after, signal });
  let ring = rings.next();
  let renewedAt = performance.now();
  const giveUpMs = Math.min(LEASE_GIVE_UP_MS, (env().CODI_LEASE_MS * 5) / 6);
  try {
    while (!signal.aborted) {
      const [row, lock] = await Promise.all([
        within(renewClaim(lease)),
        within(renewLease(lease, env().CODI_LEASE_MS)),
      ]);
      if (signal.aborted) return;
      if (row === null) return options.onLost("a higher claim holds the row");
      if (lock === "lost") return options.onLost("a higher claim holds the lock");
      // A missing lock is not a lost one: the row says that the claim stands.
      if (lock === "missing" && row !== AWAY) await within(takeLease(lease, env().CODI_LEASE_MS));
      if (row !== AWAY || lock === "renewed") renewedAt = performance.now();
      if (performance.now() - renewedAt >= giveUpMs) return options.onLost("neither store could be renewed");
      if (row !== AWAY) yield row;
      // Never later than the moment to give up: from then on another may take over.
      const leftMs = Math.max(0, renewedAt + giveUpMs - performance.now());
      const renewIn = Math.min(LEASE_RENEW_MS, env().CODI_LEASE_MS / 3, leftMs);
      const rang = await Promise.race([
        ring.then((result) => !result.done),
        sleep(renewIn, false, { signal }).catch(() => false),
      ]).catch((error: unknown) => {
        logger.warn({ runId: lease.runId, error: String(error) }, "controls cannot be read");
        return false;
      });
      if (rang) ring = rings.next();
    }
  } finally {
    // A ring that nobody heard any more would keep its connection for ever.
    void rings.return(undefined).catch(() => undefined);
  }
}
