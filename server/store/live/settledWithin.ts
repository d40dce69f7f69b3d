/** Waits for a promise no longer than a time or a signal allow; the promise itself goes on. */
import { setImmediate as afterReading } from "node:timers/promises";

export async function settledWithin<T>(
  promise: Promise<T>,
  { ms, signal }: { ms?: number; signal?: AbortSignal },
): Promise<{ value: T } | null> {
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  const limit = new Promise<null>((resolve) => {
    stop = () => resolve(null);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    // A process that was busy for that long finds its timers before its answers: those that are here are read first.
    if (ms !== undefined) timer = setTimeout(() => void afterReading().then(stop), ms);
  });
  try {
    return await Promise.race([promise.then((value) => ({ value })), limit]);
  } finally {
    clearTimeout(timer);
    if (stop) signal?.removeEventListener("abort", stop);
  }
}
