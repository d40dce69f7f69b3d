/** The numbers beside the list of runs, each from an index: they are read once a second while somebody looks. */
import type { Overview } from "#server/domain/overview.ts";
import { RUN_STATUSES, type RunStatus } from "#server/domain/runStatus.ts";
import { database } from "./database.ts";
import { listWorkers } from "./workerTable.ts";

export async function readOverview(): Promise<Overview> {
  const [counts, queued, paused, day, turns, workers] = await Promise.all([
    countRuns(),
    database().$queryRaw<{ at: Date | null }[]>`SELECT min(created_at) AS at FROM run WHERE status = 'queued'`,
    database().$queryRaw<{ reason: string; count: number; resume: Date | null }[]>`
      SELECT coalesce(pause_reason, 'manual') AS reason, count(*)::int AS count, min(resume_at) AS resume
      FROM run WHERE status = 'paused' GROUP BY 1`,
    database().$queryRaw<{ settled: number; failed: number; empty: number }[]>`
      SELECT count(*)::int AS settled, count(*) FILTER (WHERE status = 'failed')::int AS failed,
        count(*) FILTER (WHERE status = 'completed' AND outcome = 'empty')::int AS empty
      FROM run WHERE settled_at > now() - interval '24 hours'`,
    database().$queryRaw<{ tokens: bigint | null; ended: number; unknown: number }[]>`
      SELECT sum((usage->>'totalTokens')::bigint)::bigint AS tokens, count(*)::int AS ended,
        (count(*) - count(usage))::int AS unknown
      FROM turn WHERE ended_at > now() - interval '24 hours'`,
    listWorkers(),
  ]);
  const reason = (name: string) => paused.find((row) => row.reason === name);
  const online = workers.filter((worker) => worker.online);
  const { settled = 0, failed = 0, empty = 0 } = day[0] ?? {};
  const { tokens = null, ended = 0, unknown = 0 } = turns[0] ?? {};
  return {
    counts,
    oldestQueuedAt: queued[0]?.at?.toISOString() ?? null,
    needsYou: {
      manual: reason("manual")?.count ?? 0,
      attention: reason("attention")?.count ?? 0,
      budget: reason("budget")?.count ?? 0,
      error: reason("error")?.count ?? 0,
    },
    quota: { runs: reason("quota")?.count ?? 0, resumeAt: reason("quota")?.resume?.toISOString() ?? null },
    day: {
      settled,
      failed,
      empty,
      tokens: tokens === null ? (ended > 0 ? null : 0) : Number(tokens),
      turnsUnknown: unknown,
    },
    workers: {
      online: online.length,
      known: workers.filter((worker) => !worker.stopped).length,
      slots: online.reduce((sum, worker) => sum + worker.slots, 0),
      used: online.reduce((sum, worker) => sum + worker.doing.length, 0),
    },
  };
}

async function countRuns(): Promise<Record<RunStatus, number>> {
  const rows = await database().$queryRaw<{ status: RunStatus; count: number }[]>`
    SELECT status, count(*)::int AS count FROM run GROUP BY status`;
  const counts = Object.fromEntries(RUN_STATUSES.map((status) => [status, 0])) as Record<RunStatus, number>;
  for (const row of rows) counts[row.status] = row.count;
  return counts;
}
