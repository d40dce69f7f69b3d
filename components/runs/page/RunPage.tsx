/** One run by its id: the page once the run is known, its shape until then, and what is said when it cannot be read. */
"use client";

import { lazy, Suspense } from "react";
import { toCallError } from "#components/shell/callError.ts";
import { TopBar } from "#components/shell/TopBar.tsx";
import { QueryError } from "#components/ui/QueryError.tsx";
import { toListHref, type ListAround } from "./runAddress.ts";
import type { RunFolds } from "./runFolds.ts";
import type { FirstLog } from "#components/log/runEventStore.ts";
import { RunView } from "./RunView.tsx";
import { useRun } from "./useRunQueries.ts";

/** Few pages come without their run. */
const RunSkeleton = lazy(async () => ({ default: (await import("./RunSkeleton.tsx")).RunSkeleton }));

export function RunPage({
  runId,
  first,
  list,
  folds,
}: {
  runId: string;
  /** What the log begins with. */
  first: FirstLog;
  list: ListAround;
  folds: RunFolds;
}) {
  const { query, refresh, take } = useRun(runId);
  const failed = query.isError
    ? {
        error: toCallError(query.error),
        onRetry: () => void query.refetch(),
        retrying: query.isFetching,
      }
    : null;
  if (query.data)
    return (
      <RunView
        known={query.data}
        first={first}
        list={list}
        folds={folds}
        onSummary={take}
        onChange={refresh}
        problem={failed ? <QueryError what="The run could not be brought up to date." {...failed} /> : null}
      />
    );
  return (
    <>
      <TopBar
        crumbs={[{ href: toListHref(list.search), label: "Runs" }]}
        title={<span className="mono">{runId}</span>}
      />
      {failed ? (
        <div className="p-4 card:px-6">
          <QueryError what="The run could not be read." {...failed} />
        </div>
      ) : (
        <Suspense>
          <RunSkeleton />
        </Suspense>
      )}
    </>
  );
}
