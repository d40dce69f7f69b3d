/** What a part of the page derives from everything that arrived: only what is new is folded, anything else anew. */
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { Gap } from "#server/domain/run.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import { noEvents, type RunEvents } from "./receivedEvents.ts";

/** The state that comes in stays as it was. */
export type EventFold<State> = {
  empty: State;
  events(state: State, events: readonly StoredEvent[]): State;
  gap(state: State, gap: Gap): State;
};

/** Remembers how far it came: one for each component that folds. */
export function createFold<State>(fold: EventFold<State>): (received: RunEvents) => State {
  let before = noEvents;
  let state = fold.empty;
  return (received) => {
    if (received !== before) {
      state = extend(fold, state, { before, after: received });
      before = received;
    }
    return state;
  };
}

function extend<State>(
  fold: EventFold<State>,
  state: State,
  { before, after }: { before: RunEvents; after: RunEvents },
): State {
  const added = after.events.length - before.events.length;
  const appended = added >= 0 && after.events[before.events.length - 1] === before.events.at(-1);
  if (!appended || after.gaps.length < before.gaps.length) return foldAll(fold, after);
  if (after.gaps.length > before.gaps.length) {
    const gap = after.gaps.at(-1);
    const only = after.gaps.length === before.gaps.length + 1 && added === 0;
    return gap && only && gap.from > before.last ? fold.gap(state, gap) : foldAll(fold, after);
  }
  const next = after.events[before.events.length];
  if (next && next.seq <= before.last) return foldAll(fold, after);
  return fold.events(state, after.events.slice(before.events.length));
}

function foldAll<State>(fold: EventFold<State>, { events, gaps }: RunEvents): State {
  let state = fold.empty;
  let from = 0;
  for (const gap of [...gaps].sort((a, b) => a.from - b.from)) {
    const behind = events.findIndex((event, index) => index >= from && event.seq > gap.to);
    const to = behind === -1 ? events.length : behind;
    state = fold.gap(fold.events(state, events.slice(from, to)), gap);
    from = to;
  }
  return fold.events(state, events.slice(from));
}

/** For folds that understand events: one that another version wrote differently than it may is left out. */
export function foldKnown<State>(
  fold: (state: State, events: readonly RunEvent[]) => State,
): EventFold<State>["events"] {
  return (state, events) =>
    foldAround(
      state,
      events.flatMap((event) => toKnownEvent(event) ?? []),
      fold,
    );
}

function foldAround<State>(
  state: State,
  events: readonly RunEvent[],
  fold: (state: State, events: readonly RunEvent[]) => State,
): State {
  try {
    return fold(state, events);
  } catch {
    const [only, ...more] = events;
    return only && more.length > 0 ? events.reduce((now, event) => foldAround(now, [event], fold), state) : state;
  }
}
