/** What stands where a run has nothing to show: why, and what it waits for. */
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import type { RunLog } from "#components/log/runEventStore.ts";
import { formatPlural } from "#components/ui/format.ts";

export function nothingYet(run: RunSnapshot, { received, connection }: RunLog): string {
  const toGo = run.lastSeq - received.last;
  if (toGo > 0 && connection !== "ended") return `${formatPlural(toGo, "event")} on the way…`;
  if (isSettled(run.status)) return "This run left no events.";
  return run.waiting
    ? `Nothing yet: ${run.waiting.text}`
    : "Nothing yet. The first lines come when a worker has begun.";
}
