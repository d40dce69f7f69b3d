/** The run list: what is there, narrowed by the address, asked again while somebody looks. */
"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Plus, Search } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { createSerializer, useQueryStates } from "nuqs";
import { RUN_STATUSES } from "#server/domain/runStatus.ts";
import { toCallError } from "#components/shell/callError.ts";
import { ConnectionPill } from "#components/shell/ConnectionPill.tsx";
import { TopBar } from "#components/shell/TopBar.tsx";
import { useTRPC } from "#components/shell/trpc.ts";
import { Button } from "#components/ui/Button.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { inputLook } from "#components/ui/inputLook.ts";
import { QueryError } from "#components/ui/QueryError.tsx";
import { TabLinks } from "#components/ui/TabLinks.tsx";
import { FirstRun } from "./FirstRun.tsx";
import { RunCards } from "./RunCards.tsx";
import { isFiltered, runListParams, runViews, toRunFilter, viewOf } from "./runListParams.ts";
import { RunListSkeleton } from "./RunListSkeleton.tsx";
import { RunTable } from "./RunTable.tsx";

const LOOK_MS = 2_000; // as fresh as a list must be; only while the tab is visible
const SEARCH_WAIT_MS = 250; // a word is typed, not letters

const toAddress = createSerializer(runListParams);

export function RunListPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const [params, setParams] = useQueryStates(runListParams);
  const list = useQuery(
    trpc.runs.list.queryOptions(toRunFilter(params), { refetchInterval: LOOK_MS, placeholderData: keepPreviousData }),
  );
  const counts = useQuery(trpc.runs.counts.queryOptions(undefined, { refetchInterval: LOOK_MS }));
  const demo = useMutation(
    trpc.runs.startDemo.mutationOptions({ onSuccess: ({ run }) => router.push(`/runs/${run.runId}`) }),
  );

  const runs = list.data?.runs;
  const total = counts.data ? RUN_STATUSES.reduce((sum, status) => sum + counts.data[status], 0) : null;
  const countOf = (status: readonly (typeof RUN_STATUSES)[number][]) =>
    counts.data
      ? status.length === 0
        ? (total ?? 0)
        : status.reduce((sum, one) => sum + counts.data[one], 0)
      : undefined;
  const first = runs?.length === 0 && !isFiltered(params) && !params.cursor;

  return (
    <>
      <TopBar
        title={<h1 className="text-[15px] font-semibold tracking-[-0.012em]">Runs</h1>}
        beside={
          <ConnectionPill state={list.isError ? "wait" : "live"}>
            {list.isError ? "Reconnecting" : "Live"}
          </ConnectionPill>
        }
      >
        <Link href="/runs/new" className={buttonLook({ kind: first ? "default" : "primary" }, "touch:h-11")}>
          <Plus size={16} strokeWidth={1.5} aria-hidden /> Start a run
        </Link>
      </TopBar>
      <TabLinks
        label="Runs by status"
        current={viewOf(params.status)}
        tabs={runViews.map((view) => ({
          key: view.key,
          label: view.label,
          href: `/runs${toAddress({ status: [...view.status], q: params.q })}`,
          count: countOf(view.status),
        }))}
        onSelect={(key) => {
          const view = runViews.find((one) => one.key === key);
          void setParams({ status: [...(view?.status ?? [])], cursor: null }, { history: "push" });
        }}
      />
      <form
        role="search"
        action="/runs"
        className="flex shrink-0 items-center gap-2 px-4 py-2.5 card:px-6"
        onSubmit={(submit) => submit.preventDefault()}
      >
        {params.status.length > 0 ? <input type="hidden" name="status" value={params.status.join(",")} /> : null}
        <label className="relative block w-full max-w-[320px]">
          <span className="sr-only">Search by name, mission, project or number</span>
          <Search
            size={14}
            strokeWidth={1.5}
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
          />
          <input
            type="search"
            name="q"
            maxLength={200}
            value={params.q}
            placeholder="Search runs"
            onChange={(change) =>
              void setParams(
                { q: change.target.value || null, cursor: null },
                { limitUrlUpdates: { method: "debounce", timeMs: SEARCH_WAIT_MS } },
              )
            }
            className={`${inputLook()} pl-8`}
          />
        </label>
        {isFiltered(params) ? (
          <Button
            kind="ghost"
            size="sm"
            onClick={() => void setParams(null, { history: "push" })}
            className="touch:h-11"
          >
            Clear
          </Button>
        ) : null}
      </form>
      <div className="scroller min-h-0 flex-1">
        {list.isError ? (
          <div className="px-4 pb-3 card:px-6">
            <QueryError
              what={runs ? "The list could not be brought up to date." : "The runs could not be read."}
              error={toCallError(list.error)}
              onRetry={() => void list.refetch()}
              retrying={list.isFetching}
            />
          </div>
        ) : null}
        {!runs ? (
          list.isError ? null : (
            <RunListSkeleton />
          )
        ) : first ? (
          <FirstRun
            starting={demo.isPending || demo.isSuccess}
            error={demo.error ? toCallError(demo.error).message : null}
            onDemo={() => demo.mutate()}
          />
        ) : runs.length === 0 ? (
          <section className="grid justify-items-center gap-3 px-4 py-20 text-center">
            <h2 className="text-lg font-semibold">No run matches</h2>
            <p className="text-ink-2">
              {total === null ? "Others are" : `${total} ${total === 1 ? "run is" : "runs are"}`} hidden by the filters.
            </p>
            <Button onClick={() => void setParams(null, { history: "push" })}>Clear the filters</Button>
          </section>
        ) : (
          <>
            <div className="hidden card:block">
              <RunTable runs={runs} stale={list.isError} />
            </div>
            <div className="card:hidden">
              <RunCards runs={runs} stale={list.isError} />
            </div>
            <Pages
              newest={params.cursor ? `/runs${toAddress({ ...params, cursor: null })}` : null}
              older={list.data?.nextCursor ? `/runs${toAddress({ ...params, cursor: list.data.nextCursor })}` : null}
            />
          </>
        )}
      </div>
    </>
  );
}

function Pages({ newest, older }: { newest: string | null; older: string | null }) {
  if (!newest && !older) return null;
  return (
    <nav aria-label="Pages" className="flex gap-2 px-4 py-3 card:px-6">
      {newest ? (
        <Link href={newest} className={buttonLook({ size: "sm" }, "touch:h-11")}>
          Newest
        </Link>
      ) : null}
      {older ? (
        <Link href={older} className={buttonLook({ size: "sm" }, "touch:h-11")}>
          Older
        </Link>
      ) : null}
    </nav>
  );
}
