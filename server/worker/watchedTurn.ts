/** A turn whose child runs: what is known of it while it is watched. */
import type { Receipt } from "#server/domain/run.ts";
import type { RunRecorder } from "#server/store/runRecorder.ts";
import type { PreparedTurn } from "./harness.ts";
import type { Child } from "./process/childProcess.ts";
import type { LogSnapshot } from "./telemetry/watchLogs.ts";
import type { PlannedTurn } from "./turnPlan.ts";

export type TurnRequest = {
  planned: PlannedTurn;
  claim: number;
  recorder: RunRecorder;
  /** Aborted with the Interruption when the child must end. */
  interrupt: AbortSignal;
  /** Aborted when nothing may take time any more: the child is killed at once. */
  hurry: AbortSignal;
  /** Who asked for the interruption, and when: for the receipt. */
  askedBy: () => Pick<Receipt, "by" | "requestedAt">;
};

export type WatchedTurn = TurnRequest & {
  prepared: PreparedTurn;
  environment: Record<string, string>;
  /** Our own child of this moment: the harness, or the check after it; null = nothing was spawned. */
  running: { child: Child | null };
  /** The agent's logs as they were before the child began. */
  logs: LogSnapshot;
  startedAt: number;
};
