/** What a control of many runs says: before, of each kind of run; after, of all and of each. */
import type { BulkPlan, BulkResult } from "#server/domain/bulk.ts";
import type { RunSummary } from "#server/domain/run.ts";
import { isSettled, type RunAction, type RunStatus } from "#server/domain/runStatus.ts";
import { formatPlural } from "#components/ui/format.ts";
import { statusLookOf } from "#components/runs/runStatusLook.ts";

type ActionWords = {
  verb: string;
  /** "5 runs …". */
  done: string;
  none: string;
  will: string;
  /** Where it happens differently. */
  willIn: Partial<Record<RunStatus, string>>;
};

export const bulkWords = {
  cancel: {
    verb: "Cancel",
    done: "cancelled",
    none: "Nothing was cancelled",
    will: "will be cancelled, the turn is interrupted",
    willIn: { queued: "will be cancelled at once", paused: "will be cancelled at once" },
  },
  pause: {
    verb: "Pause",
    done: "asked to pause",
    none: "Nothing was paused",
    will: "will pause after the turn",
    willIn: {},
  },
  resume: {
    verb: "Resume",
    done: "resumed",
    none: "Nothing was resumed",
    will: "will go on",
    willIn: { pausing: "will go on, the pause is taken back" },
  },
  stop: {
    verb: "Stop",
    done: "asked to stop",
    none: "Nothing was stopped",
    will: "will stop after the turn",
    willIn: {},
  },
} as const satisfies Record<RunAction, ActionWords>;

export type PlanLine = { status: RunStatus; moved: boolean; text: string };

export const countMoved = (plan: BulkPlan) => [...plan.moved.values()].reduce((sum, runs) => sum + runs.length, 0);

export function toPlanLines({ moved, left }: BulkPlan, action: RunAction): PlanLine[] {
  const { will, willIn }: ActionWords = bulkWords[action];
  const word = (status: RunStatus) => statusLookOf(status).label.toLowerCase();
  return [
    ...[...moved].map(([status, runs]) => ({
      status,
      moved: true,
      text: `${runs.length} ${word(status)}, ${willIn[status] ?? will}`,
    })),
    ...[...left].map(([status, runs]) => ({
      status,
      moved: false,
      text: `${runs.length} ${word(status)}${toLeft(status, action)}, left as ${runs.length === 1 ? "it is" : "they are"}`,
    })),
  ];
}

function toLeft(status: RunStatus, action: RunAction): string {
  if (action === "pause" && status === "queued") return ", not begun yet";
  return isSettled(status) || status === "cancelling" || action === "pause" ? " already" : "";
}

export function toQuestion(plan: BulkPlan, action: RunAction, runs: readonly RunSummary[]): string {
  const { verb } = bulkWords[action];
  const count = countMoved(plan);
  if (count === 0) return `Nothing to ${verb.toLowerCase()}`;
  return runs.length === 1 ? `${verb} this run?` : `${verb} ${formatPlural(count, "run")}?`;
}

/** Of all runs that were asked: the title of what came of it. */
export function toBulkTitle(results: readonly BulkResult[], action: RunAction): string {
  const { done, none } = bulkWords[action];
  const count = results.filter((result) => result.done).length;
  if (count === 0) return none;
  const all =
    count === results.length ? formatPlural(count, "run") : `${count} of ${formatPlural(results.length, "run")}`;
  // A run that somebody holds ends a moment later, when its processes are gone.
  const going = action === "cancel" && results.some((result) => result.done && result.status === "cancelling");
  return going ? `Cancelling ${all}` : `${all} ${done}`;
}

/** What was refused, and why; empty when nothing was. */
export function toBulkText(results: readonly BulkResult[]): string {
  const refused = results.filter((result) => !result.done);
  const [first] = refused;
  if (!first) return "";
  return refused.length === 1 ? `1 was left as it is: ${first.message}` : `${refused.length} were left as they are.`;
}
