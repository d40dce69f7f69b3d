/** The live log of a run as server-sent events; every refusal comes before the first byte. */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { SSE_CATCH_UP_LOOK_MS, SSE_CATCH_UP_MS, STORE_PING_MS } from "#server/domain/limits.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { CodiError, ServiceUnavailableError } from "#server/domain/runErrors.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { env } from "#server/env.ts";
import { pingRedis } from "#server/store/live/redis.ts";
import { readStream, streamEnds } from "#server/store/live/runEventLog.ts";
import { recordNow } from "#server/store/records/recordClock.ts";
import { readRunFrames } from "#server/store/runHistory.ts";
import { snapshotAt } from "#server/store/sharedSnapshots.ts";
import { answer } from "./answer.ts";
import { eventSource, finishedSource } from "./eventSource.ts";
import { readQuery } from "./readQuery.ts";
import { checkRunId } from "./runRoutes.ts";
import { readCursor, streamStart } from "./streamStart.ts";
import type { StreamCursor } from "./streamStart.ts";

const StreamQuery = z.strictObject({ from: z.string().max(64).nullable().default(null) });

export function getStream(request: Request, runId: string): Promise<Response> {
  return answer(request, async () => {
    checkRunId(runId);
    const { from } = readQuery(request, StreamQuery);
    const cursor = readCursor(request.headers.get("last-event-id"), from);
    const run = await snapshotAt(runId, cursor === "$" ? 0 : cursor);
    const { after, over } = await decideStart(run, cursor);
    if (over) return finishedSource();
    return eventSource({
      frames: (signal) => readRunFrames(runId, { after, signal }),
      signal: request.signal,
      keepaliveMs: env().CODI_KEEPALIVE_MS,
    });
  });
}

async function decideStart(run: RunSnapshot, cursor: StreamCursor): Promise<{ after: number; over: boolean }> {
  if (!(await pingRedis(STORE_PING_MS))) throw new ServiceUnavailableError("Redis");
  try {
    const streamLast = await caughtUp(run, cursor);
    const [next] = cursor === "$" ? [] : await readStream(run.runId, { after: cursor, limit: 1 });
    return streamStart({
      runId: run.runId,
      cursor,
      settled: isSettled(run.status),
      archived: run.lastSeq,
      streamLast,
      nextHeld: next?.seq ?? null,
    });
  } catch (error) {
    if (error instanceof CodiError) throw error;
    throw new ServiceUnavailableError("Redis");
  }
}

/**
 * The last seq of the Redis stream. A lifecycle event is archived first: a client that comes in that
 * moment waits for it, instead of being told that a stream that is about to begin was trimmed.
 */
async function caughtUp(run: RunSnapshot, cursor: StreamCursor): Promise<number | null> {
  const giveUpAt = Math.min(recordNow().getTime(), Date.parse(run.updatedAt)) + SSE_CATCH_UP_MS;
  for (;;) {
    const last = (await streamEnds(run.runId))?.last ?? null;
    if (cursor === "$" || (last ?? 0) >= run.lastSeq || recordNow().getTime() >= giveUpAt) return last;
    await sleep(SSE_CATCH_UP_LOOK_MS);
  }
}
