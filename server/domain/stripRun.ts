/** A run as a mark on the strip of the last hours: when it began, when it ended, what came of it. */
import type { Outcome } from "./outcome.ts";
import type { RunStatus } from "./runStatus.ts";

export type StripRun = {
  runId: string;
  number: number;
  name: string;
  status: RunStatus;
  outcome: Outcome | null;
  startedAt: string;
  settledAt: string | null;
};
