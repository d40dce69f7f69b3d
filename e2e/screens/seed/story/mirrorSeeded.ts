/** Gives Redis its copy of a seeded run: the stream, the meta, the index, and a lease for whoever holds it. */
import { PUBLISH_BATCH } from "#server/domain/limits.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { letExpire } from "#server/store/letExpire.ts";
import { appendEvents } from "#server/store/live/runEventLog.ts";
import { newLease, releaseLease, takeLease } from "#server/store/live/runLease.ts";
import { mirrorRun } from "#server/store/live/runMirror.ts";
import { getRun } from "#server/store/records/runReads.ts";

const LEASE_MS = 30_000;

export async function mirrorSeeded(
  runId: string,
  { events, held, settled }: { events: RunEvent[]; held: boolean; settled: boolean },
): Promise<void> {
  const lease = newLease(runId, 1);
  await takeLease(lease, LEASE_MS);
  let last = 0;
  for (let from = 0; from < events.length; from += PUBLISH_BATCH) {
    const batch = events.slice(from, from + PUBLISH_BATCH);
    await appendEvents(lease, { expectedLast: last, events: batch });
    last = batch.at(-1)?.seq ?? last;
  }
  await mirrorRun(await getRun(runId));
  if (settled) await letExpire(runId);
  if (!held) await releaseLease(lease);
}
