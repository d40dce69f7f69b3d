/** The times of a run that tick. */
import type { RunSummary } from "#server/domain/run.ts";

/** From the first worker to the end or now; null before a worker took it. */
export function elapsedMs(run: Pick<RunSummary, "startedAt" | "settledAt">, now: number): number | null {
  if (!run.startedAt) return null;
  const end = run.settledAt ? Date.parse(run.settledAt) : now;
  return Math.max(0, end - Date.parse(run.startedAt));
}

/** From the start request to the first worker, or to now, or to the end of a run that none took. */
export function queuedMs(run: Pick<RunSummary, "createdAt" | "startedAt" | "settledAt">, now: number): number {
  const end = run.startedAt ?? run.settledAt;
  return Math.max(0, (end ? Date.parse(end) : now) - Date.parse(run.createdAt));
}
