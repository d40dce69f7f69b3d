/** Everything a run's log holds after a cursor, then what comes live: archive, Redis and tail in one loop, gaps stated. */
import {
  EVENTS_PAGE_DEFAULT,
  HISTORY_AWAY_LOOK_MS,
  HISTORY_BEHIND_LOOK_MS,
  HISTORY_QUIET_MS,
} from "#server/domain/limits.ts";
import type { Gap } from "#server/domain/run.ts";
import { endsRun, type StoredEvent } from "#server/domain/runEvents.ts";
import { isSettled, type RunStatus } from "#server/domain/runStatus.ts";
import { database } from "#server/store/records/database.ts";
import { listGaps, readArchive } from "#server/store/records/eventArchive.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { openTail } from "./live/eventTail.ts";
import { readStream } from "./live/runEventLog.ts";

export type HistoryFrame = { kind: "events"; events: StoredEvent[] } | { kind: "gap"; gap: Gap };

/** The events that continue a cursor without a hole. */
function contiguous(events: StoredEvent[], after: number): StoredEvent[] {
  let next = after + 1;
  return events.filter((event) => event.seq === next && next++);
}

/** What comes next after a cursor: events, a stated gap, or null when the log ends here for the moment. */
async function nextOf(runId: string, after: number, limit: number): Promise<HistoryFrame | null> {
  const archived = await readArchive(runId, { after, limit });
  const fromArchive = contiguous(archived, after);
  if (fromArchive.length > 0) return { kind: "events", events: fromArchive };
  // Redis may be away: then the archive is the whole truth that can be told.
  const streamed = await readStream(runId, { after, limit }).catch((): StoredEvent[] => []);
  const fromStream = contiguous(streamed, after);
  if (fromStream.length > 0) return { kind: "events", events: fromStream };
  const first = [archived[0]?.seq, streamed[0]?.seq].filter((seq) => seq !== undefined);
  const known = (await listGaps(runId, after)).find((gap) => gap.from <= after + 1);
  if (first.length > 0 && !known) {
    // What was archived and trimmed between the two reads is not gone.
    const meanwhile = contiguous(await readArchive(runId, { after, limit }), after);
    if (meanwhile.length > 0) return { kind: "events", events: meanwhile };
  }
  if (first.length === 0) return known ? { kind: "gap", gap: { ...known, from: after + 1 } } : null;
  // Something later exists and neither store has what is between: it is gone, and is said to be.
  const to = Math.min(...first) - 1;
  return {
    kind: "gap",
    gap: { from: after + 1, to: Math.min(to, known?.to ?? to), reason: known?.reason ?? "retention" },
  };
}

/** The status, and how far the archive goes, in one read. */
async function standOf(runId: string): Promise<{ settled: boolean; archivedTo: number } | null> {
  const row = await database().run.findUnique({ where: { id: runId }, select: { status: true, archivedTo: true } });
  return row && { settled: isSettled(row.status as RunStatus), archivedTo: row.archivedTo };
}

/** Ends by itself after the settling event, or when a settled run has nothing left; else lives until the signal. */
export async function* readRunFrames(
  runId: string,
  { after, signal }: { after: number; signal: AbortSignal },
): AsyncGenerator<HistoryFrame> {
  let cursor = after;
  let waitMs = 0;
  const tail = openTail(runId);
  try {
    while (!signal.aborted) {
      // A viewer that keeps up lives from the shared tail alone; the stores are asked when it cannot serve.
      const live = await tail.next({ after: cursor, waitMs, signal });
      if (signal.aborted) return;
      const frame = live.kind === "events" ? live : await nextOf(runId, cursor, EVENTS_PAGE_DEFAULT);
      waitMs = live.kind === "events" ? HISTORY_QUIET_MS : 0;
      if (frame) {
        yield frame;
        cursor = frame.kind === "gap" ? frame.gap.to : (frame.events.at(-1)?.seq ?? cursor);
        if (frame.kind === "events" && frame.events.some(endsRun)) return;
        continue;
      }
      const stand = await standOf(runId);
      if (!stand || (stand.settled && cursor >= stand.archivedTo)) return;
      waitMs = HISTORY_QUIET_MS;
      // Neither serves just now: without a pause here a hole that fills in a moment would be asked for in a busy loop.
      const pauseMs = live.kind === "away" ? HISTORY_AWAY_LOOK_MS : live.kind === "behind" ? HISTORY_BEHIND_LOOK_MS : 0;
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    tail.close();
  }
}

/** One page for catching up: `next` is the last seq that the page covers, gaps included. */
export async function readEventsPage(
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ events: StoredEvent[]; next: number; gaps: Gap[] }> {
  const events: StoredEvent[] = [];
  const gaps: Gap[] = [];
  let next = after;
  // A settled run is whole in the archive: Redis is not asked, and its absence delays nobody.
  const stand = await standOf(runId);
  while (events.length < limit && !(stand?.settled && next >= stand.archivedTo)) {
    const frame = await nextOf(runId, next, limit - events.length);
    if (!frame) break;
    if (frame.kind === "gap") {
      gaps.push(frame.gap);
      next = frame.gap.to;
    } else {
      events.push(...frame.events);
      next = frame.events.at(-1)?.seq ?? next;
    }
  }
  return { events, next, gaps };
}
