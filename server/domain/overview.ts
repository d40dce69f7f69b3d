/** What stands beside every list of runs: how many are where, what needs a person, who is there to work. */
import type { RunStatus } from "./runStatus.ts";

export type Overview = {
  counts: Record<RunStatus, number>;
  oldestQueuedAt: string | null;
  /** Paused runs that go on only when a person does something, by what they wait for. */
  needsYou: { manual: number; attention: number; budget: number; error: number };
  quota: { runs: number; resumeAt: string | null };
  /** The last 24 hours. */
  day: {
    settled: number;
    failed: number;
    /** Completed runs that changed nothing and said nothing. */
    empty: number;
    /** Sum of what was reported; null when turns ended and none reported anything. */
    tokens: number | null;
    turnsUnknown: number;
  };
  workers: { online: number; known: number; slots: number; used: number };
};
