/** A worker and a Redis that die under a run: done to the real ones, at a moment of which is known what stood where. */
import { closeRedis, redis } from "#server/store/live/redis.ts";
import { streamEnds } from "#server/store/live/runEventLog.ts";
import { expect, type Codi } from "./codi.ts";
import { inDatabase } from "./inDatabase.ts";
import { useStores } from "./useStores.ts";

/** The last event that each of them has, and the last number that the worker may have used. */
export type Stood = { archived: number; streamed: number; reserved: number };

/** FLUSHALL. */
export async function emptyRedis(codi: Codi): Promise<void> {
  useStores(codi);
  await redis("publish").flushall();
  await closeRedis();
}

/**
 * The worker that holds the run is stopped when Redis has events that the archive has not. Once `seen` is done, Redis is
 * emptied and the worker killed; another one is started as under `npm start`.
 */
export async function loseNumbers(codi: Codi, runId: string, seen: (stood: Stood) => Promise<void>): Promise<Stood> {
  useStores(codi);
  let stood: (Stood & { pid: number }) | null = null;
  await expect
    .poll(async () => (stood = await stopAhead(codi, runId)), { intervals: [30], timeout: 20_000 })
    .not.toBeNull();
  if (!stood) throw new Error("The worker was never ahead of the archive.");
  const { pid, ...known }: Stood & { pid: number } = stood;
  await seen(known);
  await emptyRedis(codi);
  process.kill(pid, "SIGKILL");
  return known;
}

/** Null, and it goes on, when the archive has everything. */
async function stopAhead(codi: Codi, runId: string): Promise<(Stood & { pid: number }) | null> {
  const { pid } = await readHolder(codi, runId);
  process.kill(pid, "SIGSTOP");
  const { archived, reserved } = await readHolder(codi, runId);
  const streamed = (await streamEnds(runId))?.last ?? 0;
  if (streamed > archived) return { pid, archived, streamed, reserved };
  process.kill(pid, "SIGCONT");
  return null;
}

async function readHolder(codi: Codi, runId: string): Promise<{ pid: number; archived: number; reserved: number }> {
  let rows: { pid: number; archived: number; reserved: number }[] = [];
  await inDatabase(codi, async (client) => {
    const answer = await client.query<(typeof rows)[number]>(
      `SELECT w.pid, r.archived_to AS archived, r.seq_reserved AS reserved
       FROM run r JOIN worker w ON w.id::text = r.holder::text WHERE r.id = $1`,
      [runId],
    );
    ({ rows } = answer);
  });
  const [holder] = rows;
  if (!holder) throw new Error("No worker holds the run.");
  return holder;
}
