/** Holds at most one promise under way; its answer rings the bell and stays until it is taken. */
import type { Bell } from "#server/store/live/bell.ts";

type Answer<T> = { value: T } | { error: unknown };
export type Slot<T> = { isFree(): boolean; start(promise: Promise<T>): void; take(): Answer<T> | null };

/** Racing a promise that is pending for hours would hang a listener on it each time; this listens once. */
export function createSlot<T>(bell: Bell): Slot<T> {
  let busy = false;
  let answer: Answer<T> | null = null;
  const settle = (settled: Answer<T>) => {
    busy = false;
    answer = settled;
    bell.ring();
  };
  return {
    isFree: () => !busy && answer === null,
    start(promise) {
      busy = true;
      promise.then(
        (value) => settle({ value }),
        (error: unknown) => settle({ error }),
      );
    },
    take() {
      const taken = answer;
      answer = null;
      return taken;
    },
  };
}
