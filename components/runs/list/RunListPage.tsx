/** The run list: what is there, narrowed by the address, live without moving what somebody reads. */
"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toCallError } from "#components/shell/callError.ts";
import { openLoaded } from "#components/shell/openLoaded.ts";
import { sayToast } from "#components/shell/toasts.ts";
import { useTRPC } from "#components/shell/trpc.ts";
import { useFeedConnection, useFeedFrames } from "#components/shell/useFeed.tsx";
import { copyText } from "#components/ui/copyText.ts";
import { focusIfLost } from "#components/ui/focusIfLost.ts";
import { BulkBar } from "./BulkBar.tsx";
import { ColumnsButton } from "./ColumnsButton.tsx";
import { FilterBar, loadFilterMenu } from "./FilterBar.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";
import { FirstRun } from "./FirstRun.tsx";
import { FreshButton } from "./FreshButton.tsx";
import { ListHead } from "./ListHead.tsx";
import { ListPages } from "./ListPages.tsx";
import { ListRows } from "./ListRows.tsx";
import { loadFilterSheet, PhoneActions } from "./PhoneActions.tsx";
import { PhoneChips } from "./PhoneChips.tsx";
import { isRowClick, type RowActions } from "./rowActions.ts";
import { isFiltered, toNarrowingAddress } from "./runListParams.ts";
import { RunStrip } from "./RunStrip.tsx";
import { RunTiles } from "./RunTiles.tsx";
import { STRIP_SPANS, withRuns } from "./stripMarks.ts";
import type { TableColumn } from "./tableColumns.ts";
import { useBulk } from "./useBulk.tsx";
import { useHiddenColumns } from "./useHiddenColumns.ts";
import { useListKeys } from "./useListKeys.ts";
import { useLiveRuns } from "./useLiveRuns.ts";
import { useRunFilters } from "./useRunFilters.ts";
import { countIn, runViews, toChosen, viewOf } from "./runViews.ts";
import { ViewTabs } from "./ViewTabs.tsx";

const STRIP_LOOK_MS = 60_000; // what the feed did not tell

export function RunListPage({
  hiddenColumns,
  renderedAt,
}: {
  hiddenColumns: readonly TableColumn[];
  renderedAt: number;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const filters = useRunFilters();
  const { params } = filters;
  const list = useLiveRuns(params, renderedAt);
  const { data: overview } = useQuery(trpc.runs.overview.queryOptions());
  const { data: projects } = useQuery(trpc.projects.list.queryOptions());
  const stripQuery = trpc.runs.strip.queryOptions(
    { hours: STRIP_SPANS[params.strip] },
    { refetchInterval: STRIP_LOOK_MS },
  );
  const { data: strip } = useQuery(stripQuery);
  useFeedFrames((frame) => {
    if (frame.kind === "runs")
      queryClient.setQueryData(stripQuery.queryKey, (known) => known && withRuns(known, frame.runs));
  });
  const demo = useMutation(
    trpc.runs.startDemo.mutationOptions({ onSuccess: ({ run }) => router.push(`/runs/${run.runId}`) }),
  );
  const connection = useFeedConnection();
  const columns = useHiddenColumns(hiddenColumns);
  const [menuOpen, setMenuOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [loadingFresh, setLoadingFresh] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);

  const { query, rows } = list;
  const runs = rows.map(({ run }) => run);
  const carried = toNarrowingAddress(params);
  const hrefOf = (runId: string) => `/runs/${runId}${carried}`;
  const toTop = () => {
    scroller.current?.scrollTo({ top: 0 });
    scrollTo({ top: 0 });
  };
  const showFresh = () => {
    setLoadingFresh(true);
    void list.showFresh().finally(() => {
      setLoadingFresh(false);
      toFirstRun();
    });
  };
  const first = list.known && rows.length === 0 && !isFiltered(params) && !params.cursor;
  const bulk = useBulk({
    statusNow: (runId) => runs.find((run) => run.runId === runId)?.status ?? null,
    onDone: () => leaveSelection(),
  });
  const keys = useListKeys(
    runs.map((run) => run.runId),
    {
      open: (runId) => router.push(hrefOf(runId)),
      control: (action, runIds) =>
        bulk.ask(
          runs.filter((run) => runIds.includes(run.runId)),
          action,
        ),
      narrow: first ? null : { filter: () => openFilter("menu"), search: () => openFilter("field") },
      fresh: list.fresh > 0 ? showFresh : null,
    },
  );
  const leaveSelection = () => {
    keys.clear();
    setChoosing(false);
    toFirstRun();
  };
  /** On a phone both stand in one sheet. */
  const openFilter = (part: "menu" | "field") => {
    if (search.current?.getClientRects().length === 0) openLoaded(loadFilterSheet, () => setSheetOpen(true));
    else if (part === "menu") openLoaded(loadFilterMenu, () => setMenuOpen(true));
    else search.current?.focus();
  };
  const actions: RowActions = {
    choose: keys.choose,
    openFromRow: (click, runId) => {
      if (isRowClick(click)) router.push(hrefOf(runId));
    },
    control: (run, action) => bulk.ask([run], action),
    openElsewhere: (href) => void window.open(href, "_blank", "noopener"),
    copyLink: (href) => void copyLink(href),
    startAgain: (run) => router.push(`/runs/new?from=${run.runId}`),
  };
  const choices: FilterChoices = {
    params,
    known: { runs, projects: (projects ?? []).map(({ name }) => name) },
    onToggle: filters.toggle,
  };
  const chosen = runs.filter((run) => keys.selection.chosen.has(run.runId));
  const selecting = choosing || chosen.length > 0;
  const choose = (on: boolean) => (on ? setChoosing(true) : leaveSelection());
  const view = viewOf(params);
  const onlyView = view !== undefined && !isFiltered({ ...params, ...toChosen(runViews.all.choice) });
  const fresh = <FreshButton fresh={list.fresh} loading={loadingFresh} onFresh={showFresh} />;

  return (
    <>
      <ListHead connection={query.isError ? "reconnecting" : connection} quiet={first} />
      <div ref={scroller} className="min-h-0 flex-1 card:scroller">
        {first ? (
          <FirstRun
            starting={demo.isPending || demo.isSuccess}
            error={demo.error ? toCallError(demo.error).message : null}
            onDemo={() => demo.mutate()}
          />
        ) : (
          <>
            <section aria-label="Now" className="px-4 pt-3 pb-1 card:px-6 card:pt-4 card:pb-2">
              <div className="rounded-lg border border-line bg-raised">
                <RunTiles overview={overview} />
                <RunStrip runs={strip} span={params.strip} search={carried} onSpan={filters.showHours} />
              </div>
            </section>
            <ViewTabs filters={filters} overview={overview} />
            <FilterBar
              filters={filters}
              choices={choices}
              menu={{ open: menuOpen, onOpen: () => setMenuOpen(true), onClose: () => setMenuOpen(false) }}
              search={search}
            >
              {fresh}
              <ColumnsButton {...columns} />
            </FilterBar>
            <PhoneChips filters={filters} choices={choices} choosing={selecting} onChoosing={choose}>
              {fresh}
            </PhoneChips>
            <ListRows
              rows={list.known ? rows : null}
              filters={filters}
              choices={choices}
              state={{
                error: query.error,
                retrying: query.isFetching,
                onRetry: () => void query.refetch(),
                busy: query.isPlaceholderData,
                choosing: selecting,
                total: overview ? countIn(overview, "all") : null,
              }}
              parts={{
                selection: keys.selection,
                hidden: columns.hidden,
                actions,
                hrefOf,
                onToggleAll: keys.chooseAll,
              }}
            />
            {list.known && (rows.length > 0 || params.cursor) ? (
              <ListPages
                params={params}
                cursors={{ newer: list.page.prevCursor, older: list.page.nextCursor }}
                shown={rows.length}
                total={onlyView && overview ? countIn(overview, view) : null}
                onPage={(cursor) => {
                  filters.showPage(cursor);
                  toTop();
                }}
              />
            ) : null}
          </>
        )}
      </div>
      {chosen.length > 0 ? (
        <BulkBar
          runs={chosen}
          onAction={(action) => bulk.ask(chosen, action)}
          onNear={bulk.near}
          onClear={leaveSelection}
        />
      ) : first ? null : (
        <PhoneActions
          filters={filters}
          choices={choices}
          sheet={{ open: sheetOpen, onOpen: () => setSheetOpen(true), onClose: () => setSheetOpen(false) }}
        />
      )}
      {bulk.dialog}
    </>
  );
}

async function copyLink(href: string): Promise<void> {
  const copied = await copyText(new URL(href, location.href).href);
  sayToast(
    copied
      ? { title: "Link copied" }
      : { title: "Not copied", text: "The browser refused; open the run and copy its address.", tone: "danger" },
  );
}

/** The keyboard goes on at the first run that is drawn. */
function toFirstRun(): void {
  const links = () => [...document.querySelectorAll<HTMLElement>("[data-run] a[href]")];
  focusIfLost(() => links().find((link) => link.getClientRects().length > 0));
}
