/** What a part of the page derives from everything that arrived: only what is new is folded, anything else anew. */
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { Gap } from "#server/domain/run.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import { noEvents, type RunEvents } from "./receivedEvents.ts";

/** The state that comes in stays as it was. */
export type EventFold<State> = {
  empty: State;
  events(state: State, events: readonly StoredEvent[]): State;
  gap(state: State, gap: Gap): State;
  /** Old output without its text. */
  passage(state: State, passage: OutputPassage): State;
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
  const events = addedTo(before.events, after.events);
  const gaps = addedTo(before.gaps, after.gaps);
  const passages = addedTo(before.passages, after.passages);
  const first = Math.min(
    events?.[0]?.seq ?? Infinity,
    ...[...(gaps ?? []), ...(passages ?? [])].map(({ from }) => from),
  );
  if (events && gaps && passages && first > before.last) return foldParts(fold, state, { events, gaps, passages });
  return foldParts(fold, fold.empty, after);
}

/** What stands behind all that was there; null: not all of it is there any more. */
function addedTo<Item>(before: readonly Item[], after: readonly Item[]): readonly Item[] | null {
  if (after === before) return [];
  const kept = after.length >= before.length && after[before.length - 1] === before.at(-1);
  return kept ? after.slice(before.length) : null;
}

type Parts = Pick<RunEvents, "events" | "gaps" | "passages">;

/** In the order of their numbers. */
function foldParts<State>(fold: EventFold<State>, empty: State, { events, gaps, passages }: Parts): State {
  let state = empty;
  let from = 0;
  const foldUpTo = (seq: number) => {
    let to = from;
    while (to < events.length && (events[to]?.seq ?? 0) <= seq) to += 1;
    if (to > from) state = fold.events(state, events.slice(from, to));
    from = to;
  };
  const between = [
    ...gaps.map((gap) => ({ ...gap, fold: () => fold.gap(state, gap) })),
    ...passages.map((passage) => ({ ...passage, fold: () => fold.passage(state, passage) })),
  ].sort((a, b) => a.from - b.from);
  for (const part of between) {
    foldUpTo(part.to);
    state = part.fold();
  }
  foldUpTo(Infinity);
  return state;
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
