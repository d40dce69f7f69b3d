/** The views of the list, each a choice of filters with a name. A run on its way somewhere counts where it comes from. */
import { PERSON_REASONS, type PauseReason } from "#server/domain/pauseReasons.ts";
import type { Outcome } from "#server/domain/outcome.ts";
import type { Overview } from "#server/domain/overview.ts";
import { RUN_STATUSES, type RunStatus } from "#server/domain/runStatus.ts";
import { toListAddress } from "./runListParams.ts";

export type ViewChoice = {
  status: readonly RunStatus[];
  outcome: readonly Outcome[];
  pause: readonly PauseReason[];
};

const only = (status: readonly RunStatus[], more: Partial<ViewChoice> = {}): ViewChoice => ({
  status,
  outcome: [],
  pause: [],
  ...more,
});

export const runViews = {
  all: { label: "All", choice: only([]) },
  running: { label: "Running", choice: only(["running", "pausing", "cancelling"]) },
  queued: { label: "Queued", choice: only(["queued"]) },
  needs: { label: "Needs you", choice: only(["paused"], { pause: PERSON_REASONS }) },
  quota: { label: "Waiting for quota", choice: only(["paused"], { pause: ["quota"] }) },
  failed: { label: "Failed", choice: only(["failed"]) },
  completed: { label: "Completed", choice: only(["completed"]) },
  cancelled: { label: "Cancelled", choice: only(["cancelled"]) },
  // What ended well by its own account and did nothing: nobody looks there by themselves.
  empty: { label: "Succeeded but empty", choice: only(["completed"], { outcome: ["empty"] }) },
} as const satisfies Record<string, { label: string; choice: ViewChoice }>;
export type ViewKey = keyof typeof runViews;
export const VIEW_KEYS = Object.keys(runViews) as ViewKey[];

/** For a link or a change of the address. */
export const toChosen = ({ status, outcome, pause }: ViewChoice) => ({
  status: [...status],
  outcome: [...outcome],
  pause: [...pause],
});

export const viewAddress = (key: ViewKey) => `/runs${toListAddress(toChosen(runViews[key].choice))}`;

const same = (one: readonly string[], other: readonly string[]) => [...one].sort().join() === [...other].sort().join();

/** The view that is chosen; undefined: a choice of one's own. */
export function viewOf(chosen: ViewChoice): ViewKey | undefined {
  return VIEW_KEYS.find((key) => {
    const { choice } = runViews[key];
    return (
      same(choice.status, chosen.status) && same(choice.outcome, chosen.outcome) && same(choice.pause, chosen.pause)
    );
  });
}

export function countNeedsYou({ needsYou }: Overview): number {
  return PERSON_REASONS.reduce((sum, reason) => sum + needsYou[reason], 0);
}

/** How many runs a view holds; null: nobody counted. */
export function countIn(overview: Overview, key: ViewKey): number | null {
  if (key === "needs") return countNeedsYou(overview);
  if (key === "quota") return overview.quota.runs;
  const { status, outcome } = runViews[key].choice;
  if (outcome.length > 0) return null;
  return (status.length === 0 ? RUN_STATUSES : status).reduce((sum, one) => sum + overview.counts[one], 0);
}
