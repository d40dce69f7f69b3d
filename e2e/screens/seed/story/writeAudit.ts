/** Who asked what of a seeded run, and when: the audit is stamped by Postgres, so its times are set afterwards. */
import { appendAudit } from "#server/store/records/auditTable.ts";
import { database } from "#server/store/records/database.ts";
import type { PlayedStory } from "./playStory.ts";
import type { SeededRun } from "./seededRun.ts";

const asked: Record<string, string> = { paused: "pause", pausing: "pause", cancelling: "cancel", cancelled: "cancel" };

export async function writeAudit(
  seeded: SeededRun,
  times: { runId: string; createdAt: number; startedAt: number; endedAt: number; told: PlayedStory["audit"] },
): Promise<void> {
  const { runId } = times;
  const add = async (at: number, entry: { actor: SeededRun["by"]; action: string; result: string }) => {
    await appendAudit({ ...entry, runId, detail: {} });
    await database().$executeRaw`
      UPDATE audit_entry SET at = ${new Date(at)} WHERE run_id = ${runId} AND at > now() - interval '1 minute'
        AND id = (SELECT id FROM audit_entry WHERE run_id = ${runId} ORDER BY at DESC LIMIT 1)`;
  };
  await add(times.createdAt, { actor: seeded.by, action: "start", result: "queued" });
  for (const { at, ...entry } of times.told) await add(times.startedAt + at, entry);
  const action = asked[seeded.stands.status];
  const actor = seeded.stands.columns({ now: times.endedAt, endedAt: times.endedAt }).controlActor as
    SeededRun["by"] | undefined;
  if (action && actor) await add(times.endedAt, { actor, action, result: seeded.stands.status });
}
