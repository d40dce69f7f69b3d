/** A freshly claimed run, held from its lock to its release: opens what the hold needs and closes it in order. */
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import { newLease, releaseLease, takeLease } from "#server/store/live/runLease.ts";
import { openRecorder } from "#server/store/openRecorder.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import { holdRun } from "./holdRun.ts";

/** Never throws: a hold that fails leaves its claim to run out, and the run is recovered like after a lost worker. */
export async function holdClaimed(
  run: RunRow,
  { shutdown, hurry, controlsAfter }: { shutdown: AbortSignal; hurry: AbortSignal; controlsAfter: string },
): Promise<void> {
  const log = logger.child({ runId: run.id, claim: run.claim });
  const lease = newLease(run.id, run.claim);
  // Redis may be away: the row decides, and the first renewal sets the lock.
  await takeLease(lease, env().CODI_LEASE_MS).catch(() => "away");
  const recorder = openRecorder(lease, run);
  log.info("run claimed");
  try {
    const onLost = (why: string) => recorder.lose(why);
    await holdRun({ run, lease, recorder, controlsAfter, onLost, shutdown, hurry });
    log.info("run released");
  } catch (error) {
    if (recorder.lost.aborted) log.warn({ why: String(recorder.lost.reason) }, "run lost to another claim");
    else log.error({ err: error }, "hold failed");
  } finally {
    await recorder.close();
    await releaseLease(lease).catch(() => false);
  }
}
