/** Gives a Redis that lost its keys again what it shows of runs that nobody moves any more: their meta and the index. */
import { INDEX_MAX_RUNS, META_KEEP_MS, MIRROR_PAGE_RUNS, SETTLED_EXPIRE_AFTER_MS } from "#server/domain/limits.ts";
import { addToIndex, countIndexed, expireMeta, withoutMeta } from "./live/mirrorLosses.ts";
import { mirrorAgain } from "./live/runMirror.ts";
import { countRuns, listNewestRuns } from "./records/newestRuns.ts";
import { recordNow } from "./records/recordClock.ts";
import { findRuns } from "./records/runReads.ts";

const KEEP_MS = SETTLED_EXPIRE_AFTER_MS + META_KEEP_MS;

/** Two counts while nothing is lost. What is interrupted half-way is taken up by the next look: the index is whole last. */
export async function restoreMirror(): Promise<void> {
  const [indexed, runs] = await Promise.all([countIndexed(), countRuns(INDEX_MAX_RUNS)]);
  if (indexed >= runs) return;
  const newest = await listNewestRuns(INDEX_MAX_RUNS);
  for (let at = 0; at < newest.length; at += MIRROR_PAGE_RUNS) {
    const page = newest.slice(at, at + MIRROR_PAGE_RUNS);
    await restoreMeta(page.filter(({ settledAt }) => leftMs(settledAt) > 0).map(({ id }) => id));
    await addToIndex(page);
  }
}

async function restoreMeta(runIds: string[]): Promise<void> {
  for (const run of await findRuns(await withoutMeta(runIds))) {
    await mirrorAgain(run);
    const ms = leftMs(run.settledAt === null ? null : new Date(run.settledAt));
    if (ms < Infinity) await expireMeta(run.runId, Math.max(1, Math.round(ms)));
  }
}

/** How long its meta is still to be kept. */
const leftMs = (settledAt: Date | null) =>
  settledAt === null ? Infinity : settledAt.getTime() + KEEP_MS - recordNow().getTime();
