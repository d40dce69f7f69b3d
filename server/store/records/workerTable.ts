/** The worker registry: who executes turns, where, with how many slots, and when it was last heard of. */
import { WORKER_KEEP_MS, WORKER_ONLINE_MS } from "#server/domain/limits.ts";
import type { WorkerView } from "#server/domain/run.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import { database, Prisma } from "./database.ts";
import { hearRecordTime } from "./recordClock.ts";
import { readRecordTime } from "./recordTime.ts";

export type WorkerEntry = {
  id: string;
  host: string;
  bootId: string;
  pidNamespace: string;
  pid: number;
  processStart: string;
  version: string;
  sites: string[];
  slots: number;
};

/** `w` was heard of a moment ago, by Postgres's clock. */
export const isOnline = Prisma.sql`w.stopped_at IS NULL
  AND w.heartbeat_at > now() - ${WORKER_ONLINE_MS} * interval '1 millisecond'`;

/** It is online and is not about to stop. */
export const takesRuns = Prisma.sql`${isOnline} AND NOT w.draining`;

/** Says when it started, by Postgres's clock. */
export async function registerWorker(worker: WorkerEntry): Promise<Date> {
  // Prisma's own defaults would be the machine's time.
  const startedAt = await readRecordTime(database());
  await database().worker.create({ data: { ...worker, startedAt, heartbeatAt: startedAt } });
  return startedAt;
}

/** By Postgres's clock, so that a worker whose clock is wrong is still online. */
export async function beatWorker(workerId: string, draining: boolean): Promise<void> {
  const askedAt = performance.now();
  const rows = await database().$queryRaw<{ now: Date }[]>`
    UPDATE worker SET heartbeat_at = clock_timestamp(), draining = ${draining} WHERE id = ${workerId}::uuid
    RETURNING clock_timestamp() AS now`;
  if (rows[0]) hearRecordTime(rows[0].now, askedAt);
}

/** Rows of workers that were not heard of for long; one that still holds a run says whose death is to be proven. */
export async function deleteOldWorkers(): Promise<void> {
  await database().$executeRaw`
    DELETE FROM worker WHERE heartbeat_at < now() - ${WORKER_KEEP_MS} * interval '1 millisecond'
      AND NOT EXISTS (SELECT 1 FROM run WHERE holder = worker.id::text)`;
}

export async function retireWorker(workerId: string): Promise<void> {
  await database().$executeRaw`UPDATE worker SET stopped_at = now() WHERE id = ${workerId}::uuid`;
}

export async function findWorker(workerId: string): Promise<(WorkerEntry & { stoppedAt: Date | null }) | null> {
  return database().worker.findUnique({ where: { id: workerId } });
}

/** True when a worker that shares this host serves the site: only then the web may judge folders itself. */
export async function isWorkerOnHost(host: string, site: string): Promise<boolean> {
  const rows = await database().$queryRaw<{ found: boolean }[]>`
    SELECT true AS found FROM worker w WHERE w.host = ${host} AND ${site} = ANY(w.sites) AND ${isOnline} LIMIT 1`;
  return rows.length > 0;
}

// A worker that died is shown for a while, so that its absence is seen; one that was stopped in order soon goes.
// Whoever of them still holds a run is shown for as long as it does.
const SHOW_DEAD_HOURS = 1;
const SHOW_STOPPED_MINUTES = 5;

export async function listWorkers(): Promise<WorkerView[]> {
  const rows = await database().$queryRaw<
    (Omit<WorkerView, "workerId" | "startedAt" | "heartbeatAt" | "doing"> & {
      id: string;
      started: Date;
      heartbeat: Date;
    })[]
  >`
    SELECT w.id::text, w.host, w.pid, w.version, w.sites, w.slots, w.draining AND w.stopped_at IS NULL AS draining,
      w.started_at AS started, w.heartbeat_at AS heartbeat, w.stopped_at IS NOT NULL AS stopped, ${isOnline} AS online
    FROM worker w
    WHERE w.heartbeat_at > now() - ${SHOW_DEAD_HOURS} * interval '1 hour'
        AND (w.stopped_at IS NULL OR w.stopped_at > now() - ${SHOW_STOPPED_MINUTES} * interval '1 minute')
      OR w.id::text IN (SELECT holder FROM run WHERE holder IS NOT NULL)
    ORDER BY online DESC, started_at DESC LIMIT 200`;
  const held = await database().$queryRaw<
    {
      runId: string;
      number: number;
      name: string;
      status: RunStatus;
      turn: number;
      holder: string;
      turnStarted: Date | null;
    }[]
  >`
    SELECT r.id AS "runId", r.number, r.name, r.status, r.current_turn AS turn, r.holder, t.started_at AS "turnStarted"
    FROM run r LEFT JOIN turn t ON r.in_turn AND t.id = r.turn_uuid
    WHERE r.holder IS NOT NULL ORDER BY r.number`;
  return rows.map(({ id, started, heartbeat, ...worker }) => ({
    ...worker,
    workerId: id,
    startedAt: started.toISOString(),
    heartbeatAt: heartbeat.toISOString(),
    doing: held
      .filter((run) => run.holder === id)
      .map(({ holder: _holder, turnStarted, ...run }) => ({
        ...run,
        turnStartedAt: turnStarted?.toISOString() ?? null,
      })),
  }));
}
