/** What the fleet adds up to: who is there, on which hosts, with how many slots, and how long runs wait. */
import { WAITING_LIST_MAX } from "#server/domain/limits.ts";
import type { RunSummary, WorkerView } from "#server/domain/run.ts";

export type HostWorkers = { host: string; workers: WorkerView[] };

const byAge = (a: WorkerView, b: WorkerView) =>
  Date.parse(a.startedAt) - Date.parse(b.startedAt) || a.workerId.localeCompare(b.workerId);

/** Who is there, and who is gone with runs still in hand; in an order that no heartbeat changes. */
export function toHosts(workers: readonly WorkerView[]): HostWorkers[] {
  const hosts = new Map<string, WorkerView[]>();
  for (const worker of workers)
    if (worker.online || worker.doing.length > 0) hosts.set(worker.host, [...(hosts.get(worker.host) ?? []), worker]);
  return [...hosts]
    .map(([host, there]) => ({ host, workers: there.sort(byAge) }))
    .sort((a, b) => a.host.localeCompare(b.host, "en"));
}

/** Those that left nothing behind, the last heard first. */
export function toGone(workers: readonly WorkerView[]): WorkerView[] {
  return workers
    .filter((worker) => !worker.online && worker.doing.length === 0)
    .sort((a, b) => Date.parse(b.heartbeatAt) - Date.parse(a.heartbeatAt));
}

/** `known`: those that are there or missing; who was stopped in order is neither. */
export type FleetFigures = {
  online: number;
  known: number;
  hosts: number;
  slots: number;
  used: number;
  draining: number;
};

export function toFigures(workers: readonly WorkerView[]): FleetFigures {
  const online = workers.filter((worker) => worker.online);
  return {
    online: online.length,
    known: workers.filter((worker) => !worker.stopped).length,
    hosts: new Set(online.map((worker) => worker.host)).size,
    slots: online.reduce((sum, worker) => sum + worker.slots, 0),
    used: online.reduce((sum, worker) => sum + worker.doing.length, 0),
    draining: online.filter((worker) => worker.draining).length,
  };
}

/** A run that no worker had yet waits since it was started, another one since its worker gave it back. */
export function waitsSince(run: Pick<RunSummary, "createdAt" | "startedAt" | "updatedAt">): number {
  return Date.parse(run.startedAt ? run.updatedAt : run.createdAt);
}

/** null: nobody waits. */
export function oldestWait(runs: readonly Parameters<typeof waitsSince>[0][], now: number): number | null {
  return runs.length === 0 ? null : Math.max(0, now - Math.min(...runs.map(waitsSince)));
}

/** The server lists so many and no more. */
export const countWaiting = (runs: readonly unknown[]) =>
  runs.length >= WAITING_LIST_MAX ? `${WAITING_LIST_MAX}+` : String(runs.length);
