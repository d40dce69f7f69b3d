/** The rows of the list while runs change: updated where they stand, never moved or taken away; new ones wait until they are asked for. */
import type { RunSummary } from "#server/domain/run.ts";
import { matchesFilter } from "./matchesFilter.ts";
import type { RunNarrowingInput } from "./runListParams.ts";

export type RunsPage = { runs: readonly RunSummary[]; nextCursor: string | null; prevCursor: string | null };

export type LiveRuns = {
  page: RunsPage;
  rows: readonly RunSummary[];
  /** The newest word on runs that have no row. */
  others: ReadonlyMap<string, RunSummary>;
  /** Rows that the server does not count to the list any more, and nothing newer is known of. */
  gone: ReadonlySet<string>;
};

export type LiveRow = { run: RunSummary; left: boolean };

const OTHERS_MAX = 1_000; // beyond it nobody counts; the oldest is forgotten

export const noRuns: LiveRuns = {
  page: { runs: [], nextCursor: null, prevCursor: null },
  rows: [],
  others: new Map(),
  gone: new Set(),
};

/** A page that somebody asked for: its rows are the list now. What was heard of them meanwhile counts. */
export function openPage(live: LiveRuns, page: RunsPage): LiveRuns {
  const heard = new Map([...live.rows.map((run) => [run.runId, run] as const), ...live.others]);
  const rows = page.runs.map((run) => newer(run, heard.get(run.runId)));
  const others = new Map(live.others);
  for (const run of rows) others.delete(run.runId);
  return { page, rows, others, gone: new Set() };
}

/** Runs that changed, from the feed. An older revision than the known one says nothing. */
export function takeRuns(live: LiveRuns, runs: readonly RunSummary[]): LiveRuns {
  const changed = new Map(runs.map((run) => [run.runId, run]));
  const isRow = new Set(live.rows.map((run) => run.runId));
  const rows = live.rows.map((run) => newer(changed.get(run.runId) ?? run, run));
  const others = new Map(live.others);
  for (const run of runs) {
    if (isRow.has(run.runId)) continue;
    const known = others.get(run.runId);
    others.delete(run.runId); // the latest stands last
    others.set(run.runId, newer(run, known));
  }
  for (const runId of others.keys()) {
    if (others.size <= OTHERS_MAX) break;
    others.delete(runId);
  }
  const heard = (runId: string) => changed.has(runId);
  return { ...live, rows, others, gone: new Set([...live.gone].filter((runId) => !heard(runId))) };
}

/**
 * The same page as the server has it now: rows stay where they are, runs that joined wait.
 * `lost`: changes in between went unheard, so a row that the page does not confirm may be anything now.
 */
export function takePage(live: LiveRuns, page: RunsPage, { lost = false } = {}): LiveRuns {
  if (live.rows.length === 0) return openPage(live, page); // none can move
  const next = takeRuns(lost ? { ...live, others: new Map() } : live, page.runs);
  const listed = new Set(page.runs.map((run) => run.runId));
  const end = page.nextCursor === null ? null : page.runs.at(-1);
  const gone = next.rows.filter((run) => !listed.has(run.runId) && (lost || !end || isBefore(run, end)));
  return { ...next, page, gone: new Set(gone.map((run) => run.runId)) };
}

export function toRows(live: LiveRuns, filter: RunNarrowingInput): LiveRow[] {
  return live.rows.map((run) => ({ run, left: live.gone.has(run.runId) || !matchesFilter(run, filter) }));
}

/** How many runs would join the list if it was loaded now; only the newest page has a place for them. */
export function countFresh(live: LiveRuns, filter: RunNarrowingInput): number {
  if (live.page.prevCursor !== null) return 0;
  const end = live.page.nextCursor === null ? null : live.rows.at(-1);
  return [...live.others.values()].filter((run) => (!end || isBefore(run, end)) && matchesFilter(run, filter)).length;
}

/** Of two words on a run the later one; the first when they are of one revision. */
function newer(run: RunSummary, other: RunSummary | undefined): RunSummary {
  return other && other.rev > run.rev ? other : run;
}

/** The order of the list: newest first, ids where two began at once. */
function isBefore(run: RunSummary, other: RunSummary): boolean {
  return run.createdAt === other.createdAt ? run.runId > other.runId : run.createdAt > other.createdAt;
}
