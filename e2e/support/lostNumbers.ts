/** A worker and a Redis that die under a run: done to the real ones, at a moment of which is known what stood where. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Codi } from "./codi.ts";
import { inDatabase } from "./inDatabase.ts";
import { useStores } from "./useStores.ts";

/** The last event that each of them has, and the last number that the worker may have used. */
export type Stood = { archived: number; streamed: number; reserved: number };

const AHEAD_WITHIN_MS = 20_000; // it archives once a second, and prints ten times as often
const LOOK_MS = 30;

/** FLUSHALL. */
export async function emptyRedis(codi: Codi): Promise<void> {
  useStores(codi);
  const { closeRedis, connected } = await import("#server/store/live/redis.ts");
  await (await connected("publish")).flushall();
  await closeRedis();
}

/**
 * The worker that holds the run is stopped when Redis has events that the archive has not. Once `seen` is done, Redis is
 * emptied and the worker killed; another one is started as under `npm start`.
 */
export async function loseNumbers(codi: Codi, runId: string, seen: (stood: Stood) => Promise<void>): Promise<Stood> {
  const { pid } = await readHolder(codi, runId);
  try {
    const stood = await stopAhead(codi, runId, pid);
    await seen(stood);
    await emptyRedis(codi);
    return stood;
  } finally {
    process.kill(pid, "SIGKILL"); // whatever became of it: the next one serves the other tests
  }
}

/** It goes on as often as the archive has everything. */
async function stopAhead(codi: Codi, runId: string, pid: number): Promise<Stood> {
  useStores(codi);
  const { streamEnds } = await import("#server/store/live/runEventLog.ts");
  for (const until = Date.now() + AHEAD_WITHIN_MS; Date.now() < until;) {
    process.kill(pid, "SIGSTOP");
    const { archived, reserved } = await readHolder(codi, runId);
    const streamed = (await streamEnds(runId))?.last ?? 0;
    if (streamed > archived) return { archived, streamed, reserved };
    process.kill(pid, "SIGCONT");
    await sleep(LOOK_MS);
  }
  throw new Error("The worker was never ahead of the archive.");
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
