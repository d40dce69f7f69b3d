/** One viewer of one run: the frames of its log, tracked so that a reconnect goes on exactly there. */
import { tracked } from "@trpc/server";
import { LEAN_KEPT_EVENTS } from "#server/domain/limits.ts";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { env } from "#server/env.ts";
import { leanLog } from "#server/store/leanLog.ts";
import { readRunFrames } from "#server/store/runHistory.ts";
import { snapshotAt } from "#server/store/sharedSnapshots.ts";
import { countStreams, registerStream } from "#server/streamClosers.ts";
import { runFrames } from "./runFrames.ts";

type WatchInput = {
  runId: string;
  after?: number | undefined;
  lastEventId?: string | null | undefined;
  /** Old output comes without its text. */
  lean?: boolean | undefined;
};

/** What the browser received last beats where it began. */
export function toCursor(input: Pick<WatchInput, "after" | "lastEventId">): number {
  if (input.lastEventId === undefined || input.lastEventId === null) return input.after ?? 0;
  if (!/^\d{1,15}$/.test(input.lastEventId))
    throw new InvalidRequestError("lastEventId is not a cursor of this stream.", [
      { path: "lastEventId", message: "is not a cursor of this stream" },
    ]);
  return Number(input.lastEventId);
}

export async function* watchRun(input: WatchInput, signal: AbortSignal | undefined) {
  const after = toCursor(input);
  const run = await snapshotAt(input.runId, after);
  // No log is further ahead of its archive than its stream is long; a cursor beyond that would wait for ever.
  if (after > run.lastSeq + env().CODI_STREAM_MAXLEN)
    throw new InvalidRequestError("after is ahead of the run.", [{ path: "after", message: "is ahead of the run" }]);

  const closing = new AbortController();
  const release = registerStream(() => closing.abort());
  const ended = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
  try {
    const source = {
      read(options: { after: number; signal: AbortSignal }) {
        const log = readRunFrames(input.runId, options);
        const upTo = run.lastSeq - LEAN_KEPT_EVENTS;
        return input.lean && after < upTo ? leanLog(log, { runId: input.runId, upTo }) : log;
      },
      snapshot: (atSeq: number) => snapshotAt(input.runId, atSeq),
      streams: countStreams,
    };
    for await (const { id, frame } of runFrames(source, { after, signal: ended })) yield tracked(id, frame);
    // An end without tRPC's "return" makes the browser reconnect: to the next process, with its cursor.
    if (closing.signal.aborted) throw new DOMException("The server is stopping.", "AbortError");
  } finally {
    release();
  }
}
