/** One viewer of the list of runs: what changed, each run once a frame, and the numbers beside the list. */
import { tracked } from "@trpc/server";
import type { FeedFrame } from "#server/domain/frames.ts";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { openFeed } from "#server/store/live/feedTail.ts";
import { registerStream } from "#server/streamClosers.ts";
import { currentOverview } from "./currentOverview.ts";
import { feedFrames } from "./feedFrames.ts";

type WatchInput = { after?: string | null | undefined; lastEventId?: string | null | undefined };

/** What the browser received last beats where it began. */
function toCursor({ after, lastEventId }: WatchInput): string | null {
  const cursor = lastEventId ?? after ?? null;
  if (cursor !== null && !/^\d{1,15}-\d{1,15}$/.test(cursor))
    throw new InvalidRequestError("after is not a cursor of the feed.", [
      { path: "after", message: "is not a cursor of the feed" },
    ]);
  return cursor;
}

export async function* watchFeed(input: WatchInput, signal: AbortSignal | undefined) {
  const after = toCursor(input);
  const closing = new AbortController();
  const release = registerStream(() => closing.abort());
  const ended = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
  const feed = openFeed();
  try {
    for await (const { id, frame } of feedFrames({ feed, overview: currentOverview }, { after, signal: ended }))
      yield tracked<FeedFrame>(id, frame);
    // An end without tRPC's "return" makes the browser reconnect: to the next process, with its cursor.
    if (closing.signal.aborted) throw new DOMException("The server is stopping.", "AbortError");
  } finally {
    feed.close();
    release();
  }
}
