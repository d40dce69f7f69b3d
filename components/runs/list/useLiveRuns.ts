/** The page of the list that the address asks for, kept true by the feed; it is read anew when the feed cannot tell. */
"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { RunSummary } from "#server/domain/run.ts";
import type { RunFilterInput } from "#server/domain/runFilter.ts";
import { useTRPC } from "#components/shell/trpc.ts";
import { useFeedConnection, useFeedFrames } from "#components/shell/useFeed.tsx";
import { matchesFilter } from "./matchesFilter.ts";
import { countFresh, noRuns, openPage, takePage, takeRuns, toRows, type LiveRuns, type RunsPage } from "./liveRuns.ts";
import { toListAddress, toRunFilter, type RunListParams } from "./runListParams.ts";
import { useSinceStep } from "./useSinceStep.ts";

const SAFETY_LOOK_MS = 60_000; // what no frame tells: a waiting sentence, a span of time that moves on
const LINE_LOOK_MS = 5_000; // while a row says how many are before it: their going is no frame of it
const AWAY_LOOK_MS = 5_000; // while no frame comes at all
const OLD_MS = 15_000; // what was seen longer ago is no list to come back to

/** `unread`: these rows are of an earlier visit, the next answer is the list that was asked for. */
type Shown = { place: string; filter: RunFilterInput; answer: RunsPage | null; live: LiveRuns; unread: boolean };

export function useLiveRuns(params: RunListParams, renderedAt: number) {
  const trpc = useTRPC();
  const connection = useFeedConnection();
  const filter = toRunFilter(params, useSinceStep(renderedAt));
  // A span of time moves on without anybody asking for another list: the address is what was asked.
  const place = toListAddress({ ...params, strip: null });
  const [shown, setShown] = useState<Shown>({ place: "never", filter, answer: null, live: noRuns, unread: false });
  const inLine = shown.live.rows.some((run) => run.waiting?.code === "limit");
  const query = useQuery(
    trpc.runs.list.queryOptions(filter, {
      refetchInterval: connection === "reconnecting" ? AWAY_LOOK_MS : inLine ? LINE_LOOK_MS : SAFETY_LOOK_MS,
      placeholderData: keepPreviousData,
    }),
  );
  const answer = query.isPlaceholderData ? null : (query.data ?? null);
  const [mountedAt] = useState(() => Date.now());
  // An answer that is new is taken while drawing: an effect would draw the old rows once more.
  if (answer && place !== shown.place) {
    const old = shown.answer !== null || mountedAt - query.dataUpdatedAt > OLD_MS;
    setShown({ place, filter, answer, live: openPage(shown.live, answer), unread: old && query.isFetching });
  } else if (answer && answer !== shown.answer) {
    const live = shown.unread ? openPage(shown.live, answer) : takePage(shown.live, answer);
    setShown({ place, filter, answer, live, unread: false });
  } else if (shown.unread && !query.isFetching) setShown({ ...shown, unread: false });

  const showFresh = async () => {
    const { data } = await query.refetch();
    if (data) setShown((now) => ({ ...now, answer: data, live: openPage(now.live, data), unread: false }));
  };

  const fleet = useRef(""); // what waiting sentences depend on
  useFeedFrames((frame) => {
    if (frame.kind === "runs") {
      setShown((now) => ({ ...now, live: takeRuns(now.live, frame.runs) }));
      // Where there is no row, none can move.
      const joins = (run: RunSummary) => matchesFilter(run, shown.filter);
      if (shown.answer && shown.live.rows.length === 0 && frame.runs.some(joins)) void showFresh();
      return;
    }
    if (frame.kind === "reset") {
      void query.refetch().then(({ data }) => {
        if (data) setShown((now) => ({ ...now, live: takePage(now.live, data, { lost: true }) }));
      });
      return;
    }
    const { online, slots } = frame.overview.workers;
    const before = fleet.current;
    fleet.current = `${online} ${slots}`;
    if (before !== "" && before !== fleet.current) void query.refetch();
  });

  // Until another list has come, the rows are still those of the one before.
  const asked = place === shown.place ? filter : shown.filter;
  return {
    query,
    known: shown.answer !== null,
    page: shown.live.page,
    rows: toRows(shown.live, asked),
    fresh: countFresh(shown.live, asked),
    showFresh,
  };
}
