/** What the page of one run knows of its log, outside React: frames go in, one snapshot comes out, at most once a painted frame. */
import type { Gap } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { Connection } from "#components/shell/keepOpen.ts";
import { addEvents, addGap, noEvents, type RunEvents } from "./receivedEvents.ts";
import { emptyRunFold, foldRunEvents, foldRunGap, type RunFold } from "./runFold.ts";

export type RunLog = RunFold & { received: RunEvents; connection: Connection };

export type RunEventStore = {
  subscribe(onChange: () => void): () => void;
  read(): RunLog;
  addEvents(events: readonly StoredEvent[]): void;
  addGap(gap: Gap): void;
  setConnection: (connection: Connection) => void;
  /** The last seq that arrived, also when it is not on the screen yet: where a new stream goes on. */
  cursor(): number;
};

export type Schedule = (work: () => void) => void;

const HIDDEN_EVERY_MS = 250; // a hidden tab paints nothing, but must not pile up frames

/** Frames come faster than the screen: work is done once per picture. */
export const oncePerPicture: Schedule = (work) => {
  if (document.visibilityState === "hidden") setTimeout(work, HIDDEN_EVERY_MS);
  else requestAnimationFrame(work);
};

export function createRunEventStore(
  first: { events: readonly StoredEvent[]; gaps: readonly Gap[] },
  schedule: Schedule,
): RunEventStore {
  const received = first.gaps.reduce(addGap, addEvents(noEvents, first.events));
  let snapshot: RunLog = { received, ...foldAll(received), connection: "connecting" };
  let waiting: ({ events: readonly StoredEvent[] } | { gap: Gap })[] = [];
  let scheduled = false;
  let cursor = snapshot.received.last;
  const watchers = new Set<() => void>();

  const publish = (next: RunLog) => {
    snapshot = next;
    for (const watcher of watchers) watcher();
  };
  const apply = () => {
    scheduled = false;
    let { received } = snapshot;
    let fold: RunFold = snapshot;
    for (const part of waiting) {
      const before = received;
      received = "gap" in part ? addGap(before, part.gap) : addEvents(before, part.events);
      fold = extend(fold, before, received);
    }
    waiting = [];
    publish({ ...snapshot, ...fold, received });
  };
  const add = (part: (typeof waiting)[number]) => {
    waiting.push(part);
    if (scheduled) return;
    scheduled = true;
    schedule(apply);
  };

  return {
    subscribe(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    read: () => snapshot,
    addEvents(events) {
      if (events.length === 0) return;
      cursor = Math.max(cursor, events.at(-1)?.seq ?? 0);
      add({ events });
    },
    addGap(gap) {
      cursor = Math.max(cursor, gap.to);
      add({ gap });
    },
    setConnection(connection) {
      if (connection !== snapshot.connection) publish({ ...snapshot, connection });
    },
    cursor: () => cursor,
  };
}

/** Appending folds only what is new; anything else folds anew. */
function extend(fold: RunFold, before: RunEvents, after: RunEvents): RunFold {
  if (after === before) return fold;
  const added = after.events.length - before.events.length;
  const end = before.events.at(-1);
  const appended = added >= 0 && after.events[before.events.length - 1] === end;
  if (after.gaps.length > before.gaps.length) {
    const gap = after.gaps.at(-1);
    return gap && added === 0 && gap.from > before.last ? foldRunGap(fold, gap) : foldAll(after);
  }
  const next = after.events[before.events.length];
  if (!appended || (next && next.seq <= before.last)) return foldAll(after);
  return foldRunEvents(fold, after.events.slice(before.events.length));
}

function foldAll({ events, gaps }: RunEvents): RunFold {
  let fold = emptyRunFold;
  let from = 0;
  for (const gap of [...gaps].sort((a, b) => a.from - b.from)) {
    const behind = events.findIndex((event, index) => index >= from && event.seq > gap.to);
    const to = behind === -1 ? events.length : behind;
    fold = foldRunGap(foldRunEvents(fold, events.slice(from, to)), gap);
    from = to;
  }
  return foldRunEvents(fold, events.slice(from));
}
