/** Keeps Redis's copy of a run up to date: meta, index and feed. It decides nothing, so its failures stop nothing. */
import { FEED_EVERY_MS, FEED_MAX_ENTRIES, INDEX_MAX_RUNS, REDIS_RETRY_MAX_MS } from "#server/domain/limits.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { mirrorRunLua } from "./lua/mirrorRunLua.ts";
import { connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { createScript } from "./script.ts";
import { toMeta } from "./toMeta.ts";
import { warnThrottled } from "./warnThrottled.ts";

const mirror = createScript(mirrorRunLua);

/** Runs whose last word the feed has not had yet: because of the pace, or because Redis was away. */
const owed = new Map<string, { run: RunSnapshot; timer: NodeJS.Timeout }>();

/** Never throws: what failed is tried again until a newer state replaces it. */
export async function mirrorRun(run: RunSnapshot): Promise<void> {
  const waiting = owed.get(run.runId);
  // Two calls may be under way at once; the newer state stays the one that is owed.
  const newest = waiting && waiting.run.rev > run.rev ? waiting.run : run;
  await write(newest, { atOnce: isSettled(newest.status) });
}

/** Before the process ends: what the feed is owed goes out now, whatever the pace. */
export async function flushMirror(): Promise<void> {
  await Promise.all([...owed.values()].map(({ run }) => write(run, { atOnce: true, last: true })));
}

async function write(run: RunSnapshot, { atOnce, last = false }: { atOnce: boolean; last?: boolean }): Promise<void> {
  settle(run);
  let againMs: number;
  try {
    againMs = await send(run, atOnce ? "now" : "paced");
  } catch (error) {
    warnThrottled("a run could not be mirrored in Redis", { runId: run.runId, err: error });
    againMs = REDIS_RETRY_MAX_MS;
  }
  // Older than what is there (-1): whoever wrote the newer state owes the feed its line.
  if (againMs > 0 && !last) owe(run, againMs);
}

function settle(run: RunSnapshot): void {
  const waiting = owed.get(run.runId);
  if (!waiting || waiting.run.rev > run.rev) return;
  clearTimeout(waiting.timer);
  owed.delete(run.runId);
}

function owe(run: RunSnapshot, inMs: number): void {
  const waiting = owed.get(run.runId);
  if (waiting && waiting.run.rev > run.rev) return;
  clearTimeout(waiting?.timer);
  const timer = setTimeout(() => void write(run, { atOnce: isSettled(run.status) }), inMs);
  timer.unref();
  owed.set(run.runId, { run, timer });
}

/** What Redis lost is no news: no line in the feed. Throws while Redis does not take it. */
export async function mirrorAgain(run: RunSnapshot): Promise<void> {
  await send(run, "none");
}

async function send(run: RunSnapshot, feed: "now" | "paced" | "none"): Promise<number> {
  const { streamKey: _key, config: _config, ...summary } = run;
  const client = await connected("publish");
  return (await mirror(client, {
    keys: [redisKeys.meta(run.runId), redisKeys.index, redisKeys.feed, redisKeys.feedPace(run.runId)],
    args: [
      run.rev,
      run.runId,
      Date.parse(run.createdAt),
      feed,
      JSON.stringify(summary),
      FEED_EVERY_MS,
      FEED_MAX_ENTRIES,
      INDEX_MAX_RUNS,
      run.lastSeq,
      ...Object.entries(toMeta(run)).flat(),
    ],
  })) as number;
}
