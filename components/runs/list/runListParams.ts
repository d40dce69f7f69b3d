/** How the run list's filters stand in the address, for the server's first paint and the browser alike. */
import { createLoader, parseAsArrayOf, parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import { RUN_STATUSES, type RunStatus } from "#server/domain/runStatus.ts";
import type { RunFilterInput } from "#server/domain/runFilter.ts";

export const runListParams = {
  status: parseAsArrayOf(parseAsStringLiteral(RUN_STATUSES)).withDefault([]),
  q: parseAsString.withDefault(""),
  cursor: parseAsString,
};
export type RunListParams = inferParserType<typeof runListParams>;

export const loadRunListParams = createLoader(runListParams);

const ROWS = 50; // a screen and a bit, also on tall ones
const QUERY_MAX_CHARS = 200;

export function toRunFilter(params: RunListParams): RunFilterInput {
  const q = params.q.trim().replaceAll("\0", "").slice(0, QUERY_MAX_CHARS);
  return { limit: ROWS, status: params.status, q: q || null, cursor: params.cursor };
}

export const isFiltered = (params: RunListParams) => params.status.length > 0 || params.q.trim() !== "";

/** The views of the list. A run on its way somewhere counts where it comes from. */
export const runViews = [
  { key: "all", label: "All", status: [] },
  { key: "running", label: "Running", status: ["running", "pausing", "cancelling"] },
  { key: "queued", label: "Queued", status: ["queued"] },
  { key: "paused", label: "Paused", status: ["paused"] },
  { key: "completed", label: "Completed", status: ["completed"] },
  { key: "failed", label: "Failed", status: ["failed"] },
  { key: "cancelled", label: "Cancelled", status: ["cancelled"] },
] as const satisfies { key: string; label: string; status: RunStatus[] }[];

/** The view that the chosen statuses are, or an empty word for a choice of one's own. */
export function viewOf(status: readonly RunStatus[]): string {
  const chosen = [...status].sort().join();
  return runViews.find((view) => [...view.status].sort().join() === chosen)?.key ?? "";
}
