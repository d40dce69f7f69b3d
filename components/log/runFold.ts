/** Everything that a run page derives from the events of its run, folded together: each event is understood once. */
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { Gap } from "#server/domain/run.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import {
  emptyActivity,
  foldActivity,
  foldActivityGap,
  type ActivityState,
} from "#components/runs/activity/foldActivity.ts";
import { emptyLanes, foldLanes, type LanesState } from "#components/runs/recorder/foldLanes.ts";
import { emptyLog, type LogState } from "./logDraft.ts";
import { foldEvents, foldGap } from "./logLines.ts";

export type RunFold = { log: LogState; activity: ActivityState; lanes: LanesState };

export const emptyRunFold: RunFold = { log: emptyLog, activity: emptyActivity, lanes: emptyLanes };

/** Folds what is new; the state that came in stays as it was. */
export function foldRunEvents(fold: RunFold, events: readonly StoredEvent[]): RunFold {
  const known = events.flatMap((event) => toKnownEvent(event) ?? []);
  return {
    log: foldEvents(fold.log, events),
    activity: foldAround(fold.activity, known, foldActivity),
    lanes: foldAround(fold.lanes, known, foldLanes),
  };
}

export function foldRunGap(fold: RunFold, gap: Gap): RunFold {
  return { ...fold, log: foldGap(fold.log, gap), activity: foldActivityGap(fold.activity, gap) };
}

type Fold<State> = (state: State, events: readonly RunEvent[]) => State;

/** An event that another version wrote differently than it may is left out; the log shows it as it stands. */
function foldAround<State>(state: State, events: readonly RunEvent[], fold: Fold<State>): State {
  try {
    return fold(state, events);
  } catch {
    const [only, ...more] = events;
    return only && more.length > 0 ? events.reduce((now, event) => foldAround(now, [event], fold), state) : state;
  }
}
