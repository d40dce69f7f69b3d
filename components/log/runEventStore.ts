/** What the page of one run knows of its log, outside React: frames go in, one snapshot comes out, at most once a painted frame. */
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { Gap } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { Connection } from "#components/shell/keepOpen.ts";
import { addEvents, addGap, addPassages, noEvents, type RunEvents } from "./receivedEvents.ts";

export type RunLog = { received: RunEvents; connection: Connection };

/** What the page came with. */
export type FirstLog = { events: readonly StoredEvent[]; passages: readonly OutputPassage[]; gaps: readonly Gap[] };

export type RunEventStore = {
  subscribe(onChange: () => void): () => void;
  read(): RunLog;
  addEvents(events: readonly StoredEvent[]): void;
  addGap(gap: Gap): void;
  addPassages(passages: readonly OutputPassage[]): void;
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

export function createRunEventStore(first: FirstLog, schedule: Schedule): RunEventStore {
  const received = first.gaps.reduce(addGap, addPassages(addEvents(noEvents, first.events), first.passages));
  let snapshot: RunLog = { received, connection: "connecting" };
  let waiting: ((received: RunEvents) => RunEvents)[] = [];
  let scheduled = false;
  let cursor = snapshot.received.last;
  const watchers = new Set<() => void>();

  const publish = (next: RunLog) => {
    snapshot = next;
    for (const watcher of watchers) watcher();
  };
  const apply = () => {
    scheduled = false;
    const received = waiting.reduce((now, add) => add(now), snapshot.received);
    waiting = [];
    publish({ ...snapshot, received });
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
      add((received) => addEvents(received, events));
    },
    addGap(gap) {
      cursor = Math.max(cursor, gap.to);
      add((received) => addGap(received, gap));
    },
    addPassages(passages) {
      cursor = passages.reduce((end, { to }) => Math.max(end, to), cursor);
      add((received) => addPassages(received, passages));
    },
    setConnection(connection) {
      if (connection !== snapshot.connection) publish({ ...snapshot, connection });
    },
    cursor: () => cursor,
  };
}
