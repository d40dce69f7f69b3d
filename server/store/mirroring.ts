/** Keeps the Redis mirror of one run fresh while somebody holds it: one read at a time, the last ring always answered. */
import { MIRROR_EVERY_MS } from "#server/domain/limits.ts";
import { createBell } from "#server/store/live/bell.ts";
import { mirrorRun } from "#server/store/live/runMirror.ts";
import { findRun } from "#server/store/records/runReads.ts";

export type Mirroring = {
  /** At the mirror's pace, or at once. */
  ring(options: { atOnce: boolean }): void;
  close(): Promise<void>;
};

export function createMirroring(runId: string): Mirroring {
  const hurry = createBell();
  const closing = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;

  async function mirror(): Promise<void> {
    do {
      again = false;
      // The mirror decides nothing: a read that fails is made good by the next one.
      const run = await findRun(runId).catch(() => null);
      if (run) await mirrorRun(run);
      await hurry.heard({ ms: MIRROR_EVERY_MS, signal: closing.signal });
    } while (again);
    running = null;
  }

  return {
    ring({ atOnce }) {
      again = true;
      if (atOnce) hurry.ring();
      running ??= mirror();
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}
