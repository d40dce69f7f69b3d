/** A run as the palette shows it. */
import type { RunSummary } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { formatAge } from "#components/ui/format.ts";
import { outcomeLookOf, statusLookOf } from "#components/runs/runStatusLook.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { markWords } from "./matchText.ts";
import type { FoundItem } from "./paletteGroups.ts";

/** The server found it, maybe by something that its name does not show: whatever matches is marked, nothing is left out. */
export function toRunItem(run: RunSummary, { query, now }: { query: string; now: number }): FoundItem {
  return {
    id: `run ${run.runId}`,
    label: run.name,
    ranges: markWords(run.name, query),
    icon: <StatusIcon status={run.status} />,
    detail: `${statusLookOf(run.status).label}, ${toContext(run, now)}`,
    does: { href: `/runs/${run.runId}` },
  };
}

function toContext(run: RunSummary, now: number): string {
  if (run.settledAt && isSettled(run.status)) {
    const age = formatAge(run.settledAt, now);
    return run.outcome ? `${outcomeLookOf(run.outcome).label.toLowerCase()}, ${age}` : age;
  }
  return run.currentTurn > 0 ? `${run.project}, turn ${run.currentTurn}` : run.project;
}
