/** The runs of the last hours as marks on a time axis: those that ended in them, and those that go on. */
import { STRIP_MAX_RUNS } from "#server/domain/limits.ts";
import type { Outcome } from "#server/domain/outcome.ts";
import type { StripRun } from "#server/domain/stripRun.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import { database } from "./database.ts";

type Row = {
  runId: string;
  number: number;
  name: string;
  status: string;
  outcome: string | null;
  startedAt: Date;
  settledAt: Date | null;
};

/** The newest ones when there are more than the axis has room for. */
export async function listStrip(hours: number): Promise<StripRun[]> {
  const rows = await database().$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT id AS "runId", number, name, status, outcome, started_at AS "startedAt", settled_at AS "settledAt"
      FROM run
      WHERE started_at IS NOT NULL AND (settled_at > now() - ${hours} * interval '1 hour'
        OR status IN ('running', 'pausing', 'paused', 'cancelling'))
      ORDER BY coalesce(settled_at, now()) DESC, number DESC LIMIT ${STRIP_MAX_RUNS}
    ) AS newest ORDER BY "startedAt", number`;
  return rows.map((row) => ({
    ...row,
    status: row.status as RunStatus,
    outcome: row.outcome as Outcome | null,
    startedAt: row.startedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }));
}
