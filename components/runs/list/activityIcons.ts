/** The icon beside what a run did last: read from our own sentences; the agent's words are text like any other. */
import type { RunSummary } from "#server/domain/run.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import {
  Ban,
  Check,
  Clock,
  FlaskConical,
  Flag,
  Pause,
  PencilLine,
  Play,
  Search,
  TextAlignStart,
  TriangleAlert,
  type IconType,
} from "#components/ui/icons.tsx";
import { tellsWait } from "./activityWords.ts";

const beginnings: readonly [RegExp, IconType][] = [
  [/^Started$|^Resumed$|^Turn \d+ started/, Play],
  [/^Turn \d+ completed$/, Flag],
  [/^(Wrote|Deleted) /, PencilLine],
  [/^Runs |^Tests: /, FlaskConical],
  [/^Searches /, Search],
];

const byStatus: Partial<Record<RunStatus, IconType>> = {
  queued: Clock,
  paused: Pause,
  completed: Check,
  cancelled: Ban,
  failed: TriangleAlert,
};

export function toActivityIcon(run: RunSummary): IconType {
  if (tellsWait(run)) return Clock;
  return byStatus[run.status] ?? beginnings.find(([words]) => words.test(run.lastActivity.text))?.[1] ?? TextAlignStart;
}
