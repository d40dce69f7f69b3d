/** How the feed becomes frames for one viewer: at once after quiet, then paced; an overview when its numbers moved. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FeedFrame } from "#server/domain/frames.ts";
import { FEED_FRAME_EVERY_MS, OVERVIEW_EVERY_MS, OVERVIEW_LOOK_MS } from "#server/domain/limits.ts";
import type { Overview } from "#server/domain/overview.ts";
import type { RunSummary } from "#server/domain/run.ts";
import type { FeedTail } from "#server/store/live/feedTail.ts";

export type FeedSource = { feed: Pick<FeedTail, "next">; overview: () => Promise<Overview> };

/** `id` is the cursor to go on from: what is sent under it covers everything before. */
export type TrackedFeedFrame = { id: string; frame: FeedFrame };

/** tRPC takes no empty id; a viewer that was told nothing yet goes on from nothing. */
const NOWHERE = "0-0";

export async function* feedFrames(
  { feed, overview }: FeedSource,
  { after, signal }: { after: string | null; signal: AbortSignal },
): AsyncGenerator<TrackedFeedFrame> {
  let cursor = after;
  let sentAt = -Infinity;
  let shown = ""; // the last overview
  let lookAt = 0; // when the overview is read next
  const tell = (frame: FeedFrame): TrackedFeedFrame => ({ id: cursor ?? NOWHERE, frame });

  while (!signal.aborted) {
    if (performance.now() >= lookAt) {
      lookAt = performance.now() + OVERVIEW_LOOK_MS;
      // One that cannot be read now is no reason to end the stream: the next look comes.
      const now = await overview().catch(() => null);
      const text = JSON.stringify(now);
      if (now && text !== shown) {
        shown = text;
        yield tell({ kind: "overview", overview: now });
      }
    }
    const answer = await feed.next({ after: cursor, waitMs: lookAt - performance.now(), signal });
    if (signal.aborted) return;
    if (answer.kind === "reset") {
      cursor = answer.id;
      yield tell({ kind: "reset" });
    }
    if (answer.kind === "runs") {
      cursor = answer.id;
      yield tell({ kind: "runs", runs: newestOf(answer.runs) });
      lookAt = Math.min(lookAt, performance.now() + OVERVIEW_EVERY_MS);
      // What comes meanwhile waits together.
      const quietMs = sentAt + FEED_FRAME_EVERY_MS - performance.now();
      sentAt = performance.now() + Math.max(0, quietMs);
      if (quietMs > 0) await sleep(quietMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Each run once, with its highest revision. */
function newestOf(runs: readonly RunSummary[]): RunSummary[] {
  const newest = new Map<string, RunSummary>();
  for (const run of runs) {
    const known = newest.get(run.runId);
    if (!known || known.rev <= run.rev) newest.set(run.runId, run);
  }
  return [...newest.values()];
}
