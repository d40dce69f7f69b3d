/** One read of a run's snapshot for all its viewers: a thousand of them ask at the same event. */
import { SUMMARY_EVERY_MS } from "#server/domain/limits.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { getRun } from "./records/runReads.ts";

/** Half of the pace at which a viewer asks again: whoever asks a second time gets a second look. */
const FRESH_MS = SUMMARY_EVERY_MS / 2;

type Entry = { atSeq: number; readAt: number; snapshot: Promise<RunSnapshot> };

/** An answer serves whoever saw no more of the log than the one who asked for it, while it is fresh. */
export function createSharedSnapshots(read: (runId: string) => Promise<RunSnapshot>, now: () => number) {
  const entries = new Map<string, Entry>();

  function forgetOld(): void {
    for (const [runId, entry] of entries) if (now() - entry.readAt >= FRESH_MS) entries.delete(runId);
  }

  return function snapshotAt(runId: string, atSeq: number): Promise<RunSnapshot> {
    const known = entries.get(runId);
    if (known && known.atSeq >= atSeq && now() - known.readAt < FRESH_MS) return known.snapshot;
    forgetOld();
    const snapshot = read(runId);
    entries.set(runId, { atSeq, readAt: now(), snapshot });
    // A failed read serves those who wait for it, and nobody after them.
    snapshot.catch(() => {
      if (entries.get(runId)?.snapshot === snapshot) entries.delete(runId);
    });
    return snapshot;
  };
}

/** Of this process: both transports ask here when somebody begins to watch, and a subscription as long as it lasts. */
export const snapshotAt = createSharedSnapshots(getRun, () => performance.now());
