/** A bell with one listener: rung before or while somebody listens, it is heard once. */
export type Bell = {
  ring(): void;
  /** True when it rang, false when the time was over or the signal aborted. The same signal each time. */
  heard(options: { ms: number; signal: AbortSignal }): Promise<boolean>;
};

/**
 * A thousand viewers listen ten times a second, and what they wait for nearly always comes before their time is over:
 * so the signal is listened to once, and a timer stays armed until it would be late for somebody.
 */
export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  let heeded: AbortSignal | null = null;
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Infinity;
  let due = Infinity; // when who listens now has waited long enough

  function arm(): void {
    if (armedFor <= due) return;
    clearTimeout(timer);
    armedFor = due;
    timer = setTimeout(ended, due - performance.now());
  }
  function ended(): void {
    armedFor = Infinity;
    if (!wake) return;
    if (performance.now() < due) arm();
    else wake();
  }
  function stop(): void {
    clearTimeout(timer);
    armedFor = Infinity;
    wake?.();
  }

  return {
    ring() {
      rung = true;
      wake?.();
    },
    heard({ ms, signal }) {
      if (signal !== heeded) {
        heeded?.removeEventListener("abort", stop);
        heeded = signal;
        signal.addEventListener("abort", stop, { once: true });
      }
      if (rung || signal.aborted || ms <= 0) {
        const heard = rung;
        rung = false;
        return Promise.resolve(heard);
      }
      return new Promise<boolean>((resolve) => {
        wake = () => {
          wake = null;
          const heard = rung;
          rung = false;
          resolve(heard);
        };
        due = performance.now() + ms;
        arm();
      });
    },
  };
}
