/** Stores what dead workers of this host had spooled for runs that nobody holds: before a claim, so that the next try of a turn comes behind it. */
import { LEFTOVER_UPLOAD_MS } from "#server/domain/limits.ts";
import { logger } from "#server/logger.ts";
import { appendOutputChunk } from "#server/store/records/outputStore.ts";
import { findFreeClaim } from "#server/store/records/runClaim.ts";
import { leftoverSpools } from "./output/leftoverSpools.ts";
import { spoolFolder } from "./spoolFolder.ts";

/** A held one is saved by whoever takes it over. What cannot be stored now waits on disk. */
export async function saveLeftovers(): Promise<void> {
  const signal = AbortSignal.timeout(LEFTOVER_UPLOAD_MS);
  for (const spool of await leftoverSpools(spoolFolder())) {
    const { runId } = spool;
    const claim = await findFreeClaim(runId);
    if (claim === null) continue;
    await spool
      .upload({ store: appendOutputChunk, signal, claim })
      .catch((error: unknown) => logger.error({ runId, err: error }, "what a dead worker had spooled was not stored"));
  }
}
