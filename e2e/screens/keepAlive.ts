/** Keeps a seeded fleet alive: workers beat, claims and leases are renewed, and what is due later stays due later. */
import { setTimeout as sleep } from "node:timers/promises";
import { LEASE_RENEW_MS, WORKER_HEARTBEAT_MS } from "#server/domain/limits.ts";
import { findLease, renewLease } from "#server/store/live/runLease.ts";
import { database } from "#server/store/records/database.ts";
import { beatWorker } from "#server/store/records/workerTable.ts";
import type { Seeded } from "./seedCodi.ts";

const LEASE_MS = 3 * LEASE_RENEW_MS;

/** Until the signal. */
export async function keepAlive(seeded: Seeded, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await beat(seeded);
    await sleep(WORKER_HEARTBEAT_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function beat({ runs, workerIds }: Seeded): Promise<void> {
  await Promise.all(workerIds.map((id) => beatWorker(id, false)));
  const ids = runs.map(({ runId }) => runId);
  const held = await database().$queryRaw<{ runId: string; claim: number }[]>`
    UPDATE run SET heartbeat_at = now() WHERE holder IS NOT NULL AND id = ANY(${ids}) RETURNING id AS "runId", claim`;
  for (const { runId, claim } of held) {
    const lease = await findLease(runId);
    if (lease) await renewLease({ runId, claim, token: lease.token }, LEASE_MS);
  }
  for (const { runId, dueIn } of runs)
    if (dueIn !== null && dueIn > 0)
      await database().$executeRaw`
        UPDATE run SET run_after = now() + ${dueIn}::float8 * interval '1 second'
        WHERE id = ${runId} AND holder IS NULL AND run_after IS NOT NULL`;
}
