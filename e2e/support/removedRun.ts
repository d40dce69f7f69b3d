/** Runs of long ago: they are put back in time, and then what an operator types removes what is old. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Codi } from "./codi.ts";
import { inDatabase } from "./inDatabase.ts";
import { settledRun } from "./runs.ts";
import { useStores } from "./useStores.ts";

const ENDED_DAYS_AGO = 40;
const KEPT_DAYS = 30;

/** All other runs of these tests are younger. */
export async function ageRun(codi: Codi, runId: string): Promise<void> {
  await inDatabase(codi, (client) =>
    client.query(
      `UPDATE run SET created_at = created_at - ago, started_at = started_at - ago, settled_at = settled_at - ago,
         stream_ended = true
       FROM (SELECT $2 * interval '24 hours' AS ago) AS back WHERE id = $1`,
      [runId, ENDED_DAYS_AGO],
    ),
  );
}

/** A run whose log was removed. */
export async function removedRun(codi: Codi, more: Parameters<typeof settledRun>[1] = {}): Promise<string> {
  const runId = await settledRun(codi, { name: "Long ago", ...more });
  await ageRun(codi, runId);
  const { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL, dataDir: CODI_DATA_DIR } = codi;
  const env = { ...process.env, DATABASE_URL, REDIS_URL, CODI_DATA_DIR, CODI_KEEP_DAYS: String(KEPT_DAYS) };
  await promisify(execFile)(process.execPath, [join("server", "local", "start.mjs"), "keep"], { env });
  return runId;
}

/** The removal of an old run's log, stopped after its first step: how many events are gone. */
export async function removeSome(codi: Codi, runId: string): Promise<number> {
  useStores(codi);
  const { removeLogStep } = await import("#server/store/removeLogStep.ts");
  const { closeRedis } = await import("#server/store/live/redis.ts");
  const { closeDatabase } = await import("#server/store/records/database.ts");
  const step = await removeLogStep([runId], { setting: KEPT_DAYS, atOnce: 1 });
  await Promise.all([closeRedis(), closeDatabase()]);
  expect(step).toMatchObject({ runs: 0, rows: 1 });
  return step === "busy" ? 0 : step.events;
}
