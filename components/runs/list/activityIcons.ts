/** The icon beside what a run did last: read from our own sentences; the agent's words are text like any other. */
import type { RunSummary } from "#server/domain/run.ts";
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

const beginnings: readonly [RegExp, IconType][] = [
  [/^Started$|^Resumed$|^Turn \d+ started/, Play],
  [/^Turn \d+ completed$/, Flag],
  [/^Completed$/, Check],
  [/^Cancelled$/, Ban],
  [/^Paused$/, Pause],
  [/^(Wrote|Deleted) /, PencilLine],
  [/^Runs |^Tests: /, FlaskConical],
  [/^Searches /, Search],
];

export function toActivityIcon(run: RunSummary): IconType {
  if (run.status === "queued") return Clock;
  if (run.status === "failed") return TriangleAlert;
  return beginnings.find(([words]) => words.test(run.lastActivity.text))?.[1] ?? TextAlignStart;
}
