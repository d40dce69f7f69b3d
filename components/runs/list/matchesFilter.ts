/** Whether a run belongs to a list that is narrowed like this: the browser's word for what the server's conditions say. */
import type { RunSummary } from "#server/domain/run.ts";
import type { RunNarrowingInput } from "./runListParams.ts";

const anyOf = <Value>(asked: readonly Value[] | undefined, ...given: Value[]) =>
  !asked?.length || given.some((value) => asked.includes(value));

export function matchesFilter(run: RunSummary, filter: RunNarrowingInput): boolean {
  if (!anyOf(filter.status, run.status)) return false;
  if (filter.outcome?.length && (run.outcome === null || !filter.outcome.includes(run.outcome))) return false;
  if (filter.pause?.length && !(run.status === "paused" && filter.pause.includes(run.pause?.reason ?? "manual")))
    return false;
  if (!anyOf(filter.project, run.project)) return false;
  if (!anyOf(filter.label, ...run.labels)) return false;
  if (filter.worker?.length && (run.workerId === null || !filter.worker.includes(run.workerId))) return false;
  if (!anyOf(filter.by, run.createdBy.id)) return false;
  const created = Date.parse(run.createdAt);
  if (filter.since && created < Date.parse(filter.since)) return false;
  if (filter.until && created >= Date.parse(filter.until)) return false;
  return !filter.q || mentions(run, filter.q);
}

function mentions(run: RunSummary, q: string): boolean {
  const word = q.toLowerCase();
  const texts = [run.name, run.missionLine, run.epicId, run.project];
  if (texts.some((text) => text?.toLowerCase().includes(word))) return true;
  return (/^#?\d{1,9}$/.test(q) && Number(q.replace("#", "")) === run.number) || q === run.runId;
}
