/** Pin and unpin: a pinned run keeps its log, however old it gets. */
import type { Actor } from "#server/domain/actor.ts";
import { toRemovedSentence } from "#server/domain/keeping.ts";
import { CodiError, RunNotFoundError } from "#server/domain/runErrors.ts";
import { appendAudit } from "#server/store/records/auditTable.ts";
import { database } from "#server/store/records/database.ts";
import { lockRun, setPinned } from "#server/store/records/runTable.ts";

type Asked = { runId: string; actor: Actor; pinned: boolean };

/** Of any status. Redis is not told: its copy says nothing of it, and that of a settled run is about to expire. */
export async function pinRun({ runId, actor, pinned }: Asked): Promise<{ runId: string; pinned: boolean }> {
  const entry = { actor, action: pinned ? "pin" : "unpin", runId, detail: {} };
  await database()
    .$transaction(async (tx) => {
      // Locked: a removal that has begun to take its log ends its step first.
      const row = await lockRun(tx, runId);
      if (!row) throw new RunNotFoundError(runId);
      if (pinned && row.logRemovedAt) throw new NothingLeftError(row);
      await setPinned(tx, runId, pinned);
      await appendAudit({ ...entry, result: row.status }, tx);
    })
    .catch(async (error: unknown) => {
      // A refusal is an answer too: the audit says who asked for what.
      if (error instanceof NothingLeftError) await appendAudit({ ...entry, result: error.code });
      throw error;
    });
  return { runId, pinned };
}

class NothingLeftError extends CodiError {
  constructor({ settledAt, logRemovedAt }: { settledAt: Date | null; logRemovedAt: Date | null }) {
    const run = { settledAt: settledAt?.toISOString() ?? null, logRemovedAt: logRemovedAt?.toISOString() ?? null };
    super("conflict", `${toRemovedSentence(run)} Nothing of it is left to keep.`);
  }
}
