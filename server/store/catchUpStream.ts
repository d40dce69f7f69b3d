/** Gives Redis what the archive has and its stream lacks; whoever owns the run next does this before anything else. */
import { ARCHIVE_MAX_EVENTS } from "#server/domain/limits.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { env } from "#server/env.ts";
import { appendEvents } from "#server/store/live/runEventLog.ts";
import type { Lease } from "#server/store/live/runLease.ts";
import { readArchive } from "#server/store/records/eventArchive.ts";

export type CaughtUp = { result: "even"; last: number } | { result: "lost" | "missing" };

/**
 * From what the stream holds (`last`) up to `to`. A stream that lost everything gets the newest part of the log, as
 * much as it would have kept. `extra` are events that only the owner's memory has yet.
 */
export async function catchUpStream(
  lease: Lease,
  { last, to, extra = [] }: { last: number; to: number; extra?: RunEvent[] },
): Promise<CaughtUp> {
  let after = last > 0 ? last : Math.max(0, to - env().CODI_STREAM_MAXLEN);
  let expectedLast = last;
  for (;;) {
    const archived = (await readArchive(lease.runId, { after, limit: ARCHIVE_MAX_EVENTS })) as RunEvent[];
    const page = archived.length > 0 ? archived : extra.filter((event) => event.seq > after);
    const events = page.filter((event) => event.seq <= to);
    const newest = events.at(-1)?.seq;
    if (newest === undefined) return { result: "even", last: expectedLast };
    const answer = await appendEvents(lease, { expectedLast, events });
    if (answer.result === "lost" || answer.result === "missing") return { result: answer.result };
    if (answer.result === "behind") return catchUpStream(lease, { last: answer.last, to, extra });
    after = newest;
    expectedLast = answer.last;
  }
}
