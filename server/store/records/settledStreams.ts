/** Settled runs whose stream in Redis may lack its end: whoever settled them died in between, or Redis was away. */
import { SETTLED_STREAMS_AT_ONCE } from "#server/domain/limits.ts";
import { database } from "./database.ts";

export async function listUnendedStreams(): Promise<{ runId: string; claim: number }[]> {
  return database().$queryRaw<{ runId: string; claim: number }[]>`
    SELECT id AS "runId", claim FROM run WHERE NOT stream_ended AND settled_at IS NOT NULL
    ORDER BY settled_at LIMIT ${SETTLED_STREAMS_AT_ONCE}`;
}

/** Nothing leaves a settled status, so nothing has to be compared. */
export async function markStreamEnded(runId: string): Promise<void> {
  await database().$executeRaw`UPDATE run SET stream_ended = true WHERE id = ${runId} AND settled_at IS NOT NULL`;
}
