/** Holds a started run as a worker would, so that a test can write its log, its status and its output. */
import { randomUUID } from "node:crypto";
import { redisRunId } from "#server/store/live/redis.ts";
import { newLease, takeLease } from "#server/store/live/runLease.ts";
import { claimDueRun } from "#server/store/records/runClaim.ts";
import { createRunRecorder, type RunRecorder } from "#server/store/runRecorder.ts";

export type HeldForTest = { runId: string; claim: number; recorder: RunRecorder };

/** The next due run: start the one that is meant with the highest priority. */
export async function holdNextRun({ withoutRedis = false } = {}): Promise<HeldForTest> {
  const row = await claimDueRun({
    workerId: randomUUID(),
    host: "a-test",
    sites: ["default"],
    startedAt: new Date(),
    redisRunId: withoutRedis ? null : await redisRunId(),
  });
  if (!row) throw new Error("No run is due.");
  const lease = newLease(row.id, row.claim);
  await takeLease(lease, 30_000);
  const { archivedTo, seqReserved } = row;
  const recorder = createRunRecorder({
    lease,
    archivedTo,
    seqReserved,
    streamTo: archivedTo,
    redis: row.redisRunId,
    gap: null,
  });
  return { runId: row.id, claim: row.claim, recorder };
}
