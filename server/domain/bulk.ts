/** What a control does to many runs: said before from what is known, and after from what each run answered. */
import type { ErrorCode } from "./runErrors.ts";
import type { RunSummary } from "./run.ts";
import { type ActionEffect, effectsOf, type RunAction, type RunStatus } from "./runStatus.ts";

export type BulkResult =
  { runId: string; done: true; status: RunStatus } | { runId: string; done: false; code: ErrorCode; message: string };

/** Runs that the action moves, and those that it leaves as they are, by the status they have now. */
export type BulkPlan = { moved: Map<RunStatus, RunSummary[]>; left: Map<RunStatus, RunSummary[]> };

export function planBulk(runs: readonly RunSummary[], action: RunAction): BulkPlan {
  const plan: BulkPlan = { moved: new Map(), left: new Map() };
  for (const run of runs) {
    const effect: ActionEffect = effectsOf(run.status)[action].held;
    const part = "refused" in effect || effect.repeated ? plan.left : plan.moved;
    part.set(run.status, [...(part.get(run.status) ?? []), run]);
  }
  return plan;
}
