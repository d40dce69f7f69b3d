/** A bell with one listener: rung before or while somebody listens, it is heard once. */
export type Bell = {
  ring(): void;
  /** True when it rang, false when the time was over or the signal aborted. */
  heard(options: { ms: number; signal: AbortSignal }): Promise<boolean>;
};

export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async heard({ ms, signal }) {
      if (!rung && !signal.aborted && ms > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(() => wake?.(), ms);
          const stop = () => wake?.();
          wake = () => {
            wake = null;
            clearTimeout(timer);
            signal.removeEventListener("abort", stop);
            resolve();
          };
          signal.addEventListener("abort", stop);
        });
      }
      const heard = rung;
      rung = false;
      return heard;
    },
  };
}
