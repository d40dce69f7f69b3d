/** Keeps the Redis mirror of one run fresh while somebody holds it: one read at a time, the last ring always answered. */
import { mirrorRun } from "#server/store/live/runMirror.ts";
import { findRun } from "#server/store/records/runReads.ts";

export type Mirroring = { ring(): void; close(): Promise<void> };

export function createMirroring(runId: string): Mirroring {
  let running: Promise<void> | null = null;
  let again = false;

  async function mirror(): Promise<void> {
    do {
      again = false;
      // The mirror decides nothing: a read that fails is made good by the next one.
      const run = await findRun(runId).catch(() => null);
      if (run) await mirrorRun(run);
    } while (again);
    running = null;
  }

  return {
    ring() {
      again = true;
      running ??= mirror();
    },
    async close() {
      await running;
    },
  };
}
