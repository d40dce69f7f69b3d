/** Time as a parameter, so that tests of the feed's pace need no waiting. */
export type Clock = {
  /** Milliseconds that only grow. */
  now(): number;
  /** Ends early, without an error, when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
    }),
};

/** A reason of our own: making an error for every abort would cost more than the wait. */
const DONE = "done";

/** Resolves with `first`, or with null once `at` has come; null = never. */
export async function firstOr<T>(first: Promise<T>, rule: { at: number | null; clock: Clock }): Promise<T | null> {
  if (rule.at === null) return first;
  const timer = new AbortController();
  try {
    const late = rule.clock.sleep(Math.max(0, rule.at - rule.clock.now()), timer.signal).then(() => null);
    return await Promise.race([first, late]);
  } finally {
    timer.abort(DONE);
  }
}
