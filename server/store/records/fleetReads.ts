/** The fleet as waiting sentences need it: who is online with how many free slots, and what is held of each limit. */
import { WORKER_ONLINE_MS } from "#server/domain/limits.ts";
import type { Fleet } from "#server/domain/waiting.ts";
import { database } from "./database.ts";

export async function readFleet(): Promise<Fleet> {
  const [workers, held, clock] = await Promise.all([
    database().$queryRaw<{ id: string; sites: string[]; host: string; slots: number }[]>`
      SELECT id::text, sites, host, slots FROM worker
      WHERE stopped_at IS NULL AND NOT draining
        AND heartbeat_at > now() - ${WORKER_ONLINE_MS} * interval '1 millisecond'`,
    database().$queryRaw<{ holder: string; project_id: string; profile_name: string }[]>`
      SELECT holder, project_id::text, profile_name FROM run WHERE holder IS NOT NULL`,
    database().$queryRaw<{ now: Date }[]>`SELECT now() AS now`,
  ]);
  const count = (keys: string[]) =>
    keys.reduce((counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map<string, number>());
  const byWorker = count(held.map((run) => run.holder));
  return {
    // Postgres decides what is due, so its clock says what "now" is.
    now: clock[0]?.now ?? new Date(),
    workers: workers.map((worker) => ({
      sites: worker.sites,
      host: worker.host,
      freeSlots: worker.slots - (byWorker.get(worker.id) ?? 0),
    })),
    heldByProject: count(held.map((run) => run.project_id)),
    heldByProfile: count(held.map((run) => run.profile_name)),
  };
}
