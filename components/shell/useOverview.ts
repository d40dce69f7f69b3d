/** The numbers that stand beside every page: how many runs are where, and who is there to work. */
"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import type { Overview } from "#server/domain/overview.ts";
import { isSettled, RUN_STATUSES } from "#server/domain/runStatus.ts";
import { useTRPC } from "./trpc.ts";
import { RUN_PAGE, useFeedConnection } from "./useFeed.tsx";

const LOOK_MS = 5_000; // as often as workers give a sign of life

/** null: not known. */
export type ShellNumbers = {
  /** Runs that have not settled. */
  active: number | null;
  queued: number | null;
  workers: Overview["workers"] | null;
};

/** The feed brings every change; it is asked for only where no feed is open, and while it is away. */
export function useOverview(): ShellNumbers {
  const trpc = useTRPC();
  const hasOwnStream = RUN_PAGE.test(usePathname());
  const fed = useFeedConnection() === "live" && !hasOwnStream;
  const { data } = useQuery(trpc.runs.overview.queryOptions(undefined, { refetchInterval: fed ? false : LOOK_MS }));
  if (!data) return { active: null, queued: null, workers: null };
  const active = RUN_STATUSES.filter((status) => !isSettled(status));
  return {
    active: active.reduce((sum, status) => sum + data.counts[status], 0),
    queued: data.counts.queued,
    workers: data.workers,
  };
}
