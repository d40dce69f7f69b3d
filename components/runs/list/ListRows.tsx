/** The middle of the list: rows or cards, or why there are none. */
"use client";

import { toCallError } from "#components/shell/callError.ts";
import { QueryError } from "#components/ui/QueryError.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";
import type { LiveRow } from "./liveRuns.ts";
import { NoMatch } from "./NoMatch.tsx";
import { RunCards } from "./RunCards.tsx";
import { RunListSkeleton } from "./RunListSkeleton.tsx";
import { RunTable, type TableParts } from "./RunTable.tsx";
import type { RunFilters } from "./useRunFilters.ts";

export function ListRows({
  rows,
  parts,
  state,
  filters,
  choices,
}: {
  /** null: nothing is known yet. */
  rows: readonly LiveRow[] | null;
  parts: TableParts;
  state: {
    error: unknown;
    retrying: boolean;
    onRetry: () => void;
    busy: boolean;
    choosing: boolean;
    total: number | null;
  };
  filters: RunFilters;
  choices: FilterChoices;
}) {
  const { error, busy, choosing } = state;
  const failed = error !== null && error !== undefined;
  const wrong = failed ? toCallError(error) : null;
  // A page that was never one is no page later either.
  const isLost = wrong?.code === "invalid_request" && filters.params.cursor !== null;
  return (
    <>
      {wrong ? (
        <div className="px-4 pb-3 card:px-6">
          <QueryError
            what={rows ? "The list could not be brought up to date." : "The runs could not be read."}
            error={wrong}
            {...(isLost && { way: "Newest runs" })}
            onRetry={isLost ? () => filters.showPage(null) : state.onRetry}
            retrying={state.retrying}
          />
        </div>
      ) : null}
      {rows === null ? (
        failed ? null : (
          <RunListSkeleton />
        )
      ) : rows.length === 0 ? (
        <NoMatch filters={filters} choices={choices} total={state.total} />
      ) : (
        <div aria-busy={busy}>
          <div className="max-card:hidden">
            <RunTable rows={rows} stale={failed} parts={parts} />
          </div>
          <div className="card:hidden">
            <RunCards rows={rows} stale={failed} choosing={choosing} parts={parts} />
          </div>
        </div>
      )}
    </>
  );
}
