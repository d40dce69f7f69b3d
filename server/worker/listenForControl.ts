/** Tells a holder what the row asks of it: at once with Redis, at the next renewal of the claim without. */
import { logger } from "#server/logger.ts";
import { readControls } from "#server/store/live/runControl.ts";
import type { Lease } from "#server/store/live/runLease.ts";
import type { ControlState } from "#server/store/records/claimRenewal.ts";
import { renew } from "./renewal/renewals.ts";

/**
 * Keeps the claim alive and yields the row's control state at every ring and every renewal. Ends with the signal, or
 * after `onLost` when a higher claim shows in either store, or when neither could be renewed for so long that another
 * may have taken over.
 */
export async function* listenForControl(
  lease: Lease,
  options: { after: string; signal: AbortSignal; onLost: (why: string) => void },
): AsyncGenerator<ControlState> {
  const renewal = renew(lease);
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal]);
  const listening = lookWhenRung(renewal.look, { runId: lease.runId, after: options.after, signal });
  try {
    for await (const news of renewal.news(signal)) {
      if ("lost" in news) return options.onLost(news.lost);
      yield news.control;
    }
  } finally {
    over.abort();
    await listening;
  }
}

async function lookWhenRung(
  look: () => void,
  rings: { runId: string; after: string; signal: AbortSignal },
): Promise<void> {
  try {
    for await (const _ of readControls(rings.runId, rings)) look();
  } catch (error) {
    logger.warn({ runId: rings.runId, error: String(error) }, "controls cannot be read");
  }
}
