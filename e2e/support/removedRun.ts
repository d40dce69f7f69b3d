/** A run whose log was removed: it is put back in time, and then what an operator types removes what is old. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Codi } from "./codi.ts";
import { inDatabase } from "./inDatabase.ts";
import { settledRun } from "./runs.ts";

const ENDED_DAYS_AGO = 40;

/** All other runs of these tests are younger. */
export async function removedRun(codi: Codi, more: Parameters<typeof settledRun>[1] = {}): Promise<string> {
  const runId = await settledRun(codi, { name: "Long ago", ...more });
  await inDatabase(codi, (client) =>
    client.query(
      `UPDATE run SET created_at = created_at - ago, started_at = started_at - ago, settled_at = settled_at - ago,
         stream_ended = true
       FROM (SELECT $2 * interval '24 hours' AS ago) AS back WHERE id = $1`,
      [runId, ENDED_DAYS_AGO],
    ),
  );
  const { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL, dataDir: CODI_DATA_DIR } = codi;
  const env = { ...process.env, DATABASE_URL, REDIS_URL, CODI_DATA_DIR, CODI_KEEP_DAYS: "30" };
  await promisify(execFile)(process.execPath, [join("server", "local", "start.mjs"), "keep"], { env });
  return runId;
}
