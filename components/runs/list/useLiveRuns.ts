/** The page of the list that the address asks for, kept true by the feed; it is read anew when the feed cannot tell. */
"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "#components/shell/trpc.ts";
import { useFeedConnection, useFeedFrames } from "#components/shell/useFeed.tsx";
import { countFresh, noRuns, openPage, takePage, takeRuns, toRows, type LiveRuns, type RunsPage } from "./liveRuns.ts";
import { toListAddress, toRunFilter, type RunListParams } from "./runListParams.ts";
import { useSinceStep } from "./useSinceStep.ts";

const SAFETY_LOOK_MS = 60_000; // what no frame tells: a waiting sentence, a span of time that moves on
const AWAY_LOOK_MS = 5_000; // while no frame comes at all
const OLD_MS = 15_000; // what was seen longer ago is no list to come back to

/** `unread`: these rows are of an earlier visit, the next answer is the list that was asked for. */
type Shown = { place: string; answer: RunsPage | null; live: LiveRuns; unread: boolean };

export function useLiveRuns(params: RunListParams, renderedAt: number) {
  const trpc = useTRPC();
  const connection = useFeedConnection();
  const filter = toRunFilter(params, useSinceStep(renderedAt));
  const query = useQuery(
    trpc.runs.list.queryOptions(filter, {
      refetchInterval: connection === "reconnecting" ? AWAY_LOOK_MS : SAFETY_LOOK_MS,
      placeholderData: keepPreviousData,
    }),
  );
  // A span of time moves on without anybody asking for another list: the address is what was asked.
  const place = toListAddress({ ...params, strip: null });
  const answer = query.isPlaceholderData ? null : (query.data ?? null);
  const [mountedAt] = useState(() => Date.now());
  const [shown, setShown] = useState<Shown>({ place: "never", answer: null, live: noRuns, unread: false });
  // An answer that is new is taken while drawing: an effect would draw the old rows once more.
  if (answer && place !== shown.place) {
    const old = shown.answer !== null || mountedAt - query.dataUpdatedAt > OLD_MS;
    setShown({ place, answer, live: openPage(shown.live, answer), unread: old && query.isFetching });
  } else if (answer && answer !== shown.answer) {
    const live = shown.unread ? openPage(shown.live, answer) : takePage(shown.live, answer);
    setShown({ place, answer, live, unread: false });
  } else if (shown.unread && !query.isFetching) setShown({ ...shown, unread: false });

  const fleet = useRef(""); // what waiting sentences depend on
  useFeedFrames((frame) => {
    if (frame.kind === "runs") return setShown((now) => ({ ...now, live: takeRuns(now.live, frame.runs) }));
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

  const showFresh = async () => {
    const { data } = await query.refetch();
    if (data) setShown((now) => ({ ...now, answer: data, live: openPage(now.live, data), unread: false }));
  };
  return {
    query,
    known: shown.answer !== null,
    page: shown.live.page,
    rows: toRows(shown.live, filter),
    fresh: countFresh(shown.live, filter),
    showFresh,
  };
}
