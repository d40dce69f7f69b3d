/** What one viewer has of a run's log: whether each number came once, and when each stamped line did. */
import { endsRun, type StoredEvent } from "#server/domain/runEvents.ts";
import { addTimes, textOf, type Times } from "./stamps.ts";

export type Received = {
  events: number;
  /** Numbers that were passed over. */
  lost: number;
  /** Numbers that came again. */
  doubled: number;
  times: Times;
  /** On the machine's clock: when it was asked for, and when the last event was in hand. */
  openedAt: number;
  lastAt: number;
};

export type Receiver = {
  take(event: StoredEvent, at: number): void;
  /** The event that ends the run is in hand. */
  isOver(): boolean;
  received: Received & { times: number[] };
};

export function createReceiver(openedAt: number): Receiver {
  const received = { events: 0, lost: 0, doubled: 0, times: [] as number[], openedAt, lastAt: NaN };
  let last = 0;
  let over = false;
  return {
    take(event, at) {
      if (event.seq <= last) {
        received.doubled += 1;
        return;
      }
      received.lost += event.seq - last - 1;
      received.events += 1;
      last = event.seq;
      received.lastAt = at;
      addTimes(received.times, textOf(event), at);
      over ||= endsRun(event);
    },
    isOver: () => over,
    received,
  };
}

/** What several viewers have together. */
export function together(all: Received[]): Received {
  const times = new Float64Array(all.reduce((sum, one) => sum + one.times.length, 0));
  let filled = 0;
  for (const one of all) {
    times.set(one.times, filled);
    filled += one.times.length;
  }
  const sum = (of: (one: Received) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    events: sum(({ events }) => events),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    times,
    openedAt: all.reduce((first, { openedAt }) => Math.min(first, openedAt), Infinity),
    lastAt: all.reduce((latest, { lastAt }) => Math.max(latest, lastAt), -Infinity),
  };
}
