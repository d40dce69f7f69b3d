/** Everything a run's log holds after a cursor, then what comes live: archive, Redis and tail in one loop, gaps stated. */
import { setTimeout as sleep } from "node:timers/promises";
import { eventText } from "#server/domain/eventText.ts";
import {
  EVENTS_PAGE_BYTES,
  EVENTS_PAGE_DEFAULT,
  HISTORY_AWAY_LOOK_MS,
  HISTORY_BEHIND_LOOK_MS,
  HISTORY_LOOK_BYTES,
  HISTORY_QUIET_MS,
  HISTORY_SHARED_BYTES,
  HISTORY_SHARED_MS,
} from "#server/domain/limits.ts";
import type { Gap } from "#server/domain/run.ts";
import { endsRun, type StoredEvent } from "#server/domain/runEvents.ts";
import { findNext, findStand, type HistoryFrame, lookAt } from "./historyLook.ts";
import { openTail, type TailAnswer } from "./live/eventTail.ts";
import { createSharedLooks } from "./sharedLooks.ts";

const lookBounds = { limit: EVENTS_PAGE_DEFAULT, maxBytes: HISTORY_LOOK_BYTES };
const look = createSharedLooks((runId, after) => lookAt(runId, after, lookBounds), {
  keptBytes: HISTORY_SHARED_BYTES,
  keptMs: HISTORY_SHARED_MS,
  now: () => performance.now(),
});

/**
 * `maxAgeMs`: how old the look of another viewer may be for one who has waited. `pauseMs`: neither tail nor stores serve
 * just now; without a pause a hole that fills in a moment would be asked for in a busy loop. `waitMs`: how long the tail
 * may take then; one that is away has nothing to tell.
 */
const looks = {
  events: { maxAgeMs: 0, pauseMs: 0, waitMs: HISTORY_QUIET_MS },
  behind: { maxAgeMs: 0, pauseMs: HISTORY_BEHIND_LOOK_MS, waitMs: HISTORY_QUIET_MS },
  quiet: { maxAgeMs: HISTORY_QUIET_MS / 3, pauseMs: 0, waitMs: HISTORY_QUIET_MS },
  away: { maxAgeMs: HISTORY_AWAY_LOOK_MS / 2, pauseMs: HISTORY_AWAY_LOOK_MS, waitMs: 0 },
} as const satisfies Record<TailAnswer["kind"], { maxAgeMs: number; pauseMs: number; waitMs: number }>;

const endOf = (frame: HistoryFrame) => (frame.kind === "gap" ? frame.gap.to : (frame.events.at(-1)?.seq ?? 0));

/** Ends by itself after the settling event, or when a settled run has nothing left; else lives until the signal. */
export async function* readRunFrames(
  runId: string,
  { after, signal }: { after: number; signal: AbortSignal },
): AsyncGenerator<HistoryFrame> {
  let cursor = after;
  let waitMs = 0;
  let waited = false;
  const tail = openTail(runId);
  try {
    while (!signal.aborted) {
      // A viewer that keeps up lives from the shared tail alone; the stores are asked when it cannot serve.
      const live = await tail.next({ after: cursor, waitMs, signal });
      if (signal.aborted) return;
      const { maxAgeMs, pauseMs, waitMs: nextWaitMs } = looks[live.kind];
      const found =
        live.kind === "events" ? { frame: live } : await look(runId, cursor, { maxAgeMs: waited ? maxAgeMs : 0 });
      if (found.frame) {
        yield found.frame;
        cursor = endOf(found.frame);
        if (found.frame.kind === "events" && found.frame.events.some(endsRun)) return;
        waited = live.kind === "events";
        waitMs = waited ? HISTORY_QUIET_MS : 0;
        continue;
      }
      if (!found.stand || (found.stand.settled && cursor >= found.stand.archivedTo)) return;
      waited = true;
      waitMs = nextWaitMs;
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    tail.close();
  }
}

/** One page for catching up, of bounded size: `next` is the last seq that the page covers, gaps included. */
export async function readEventsPage(
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ events: StoredEvent[]; next: number; gaps: Gap[] }> {
  const events: StoredEvent[] = [];
  const gaps: Gap[] = [];
  let next = after;
  let bytes = 0;
  // A settled run is whole in the archive: Redis is not asked, and its absence delays nobody.
  const stand = await findStand(runId);
  while (events.length < limit && bytes < EVENTS_PAGE_BYTES && !(stand?.settled && next >= stand.archivedTo)) {
    const frame = await findNext(runId, next, { limit: limit - events.length, maxBytes: EVENTS_PAGE_BYTES - bytes });
    if (!frame) break;
    if (frame.kind === "gap") {
      gaps.push(frame.gap);
      next = frame.gap.to;
    } else {
      events.push(...frame.events);
      bytes += frame.events.reduce((sum, event) => sum + eventText(event).length, 0);
      next = frame.events.at(-1)?.seq ?? next;
    }
  }
  return { events, next, gaps };
}
