/** What a run page asks the server for, beside its stream: the run, its neighbours, its harness. */
"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { isSettled } from "#server/domain/runStatus.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { useTRPC } from "#components/shell/trpc.ts";
import type { Harness } from "./RunFacts.tsx";
import type { ListAround } from "./runAddress.ts";

const LOOK_MS = 5_000; // beside the stream: it may be the stream that is away
const PLACE_LOOK_MS = 30_000; // others start runs meanwhile; where one stands among them is no news

export function useRun(runId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = trpc.runs.byId.queryOptions(
    { runId },
    { refetchInterval: (answer) => (answer.state.data && isSettled(answer.state.data.run.status) ? false : LOOK_MS) },
  );
  const query = useQuery(options);
  return {
    query,
    /** The numbers beside the page count this run, too. */
    refresh: () => {
      for (const { queryKey } of [options, trpc.runs.overview.queryOptions()])
        void queryClient.invalidateQueries({ queryKey });
    },
    /** The stream brings the run, too; the newer one counts. */
    take: (run: RunSnapshot) =>
      queryClient.setQueryData(options.queryKey, (before) =>
        before && before.run.rev > run.rev ? before : before && { ...before, run },
      ),
  };
}

export function useNeighbours(runId: string, filter: ListAround["filter"]) {
  const trpc = useTRPC();
  return useQuery(
    trpc.runs.neighbours.queryOptions({ runId, filter }, { refetchInterval: PLACE_LOOK_MS, staleTime: PLACE_LOOK_MS }),
  );
}

export function useHarness(profile: string): Harness {
  const trpc = useTRPC();
  const profiles = useQuery(trpc.profiles.list.queryOptions(undefined, { staleTime: Infinity }));
  const mine = profiles.data?.find((one) => one.name === profile);
  const isCommand = mine?.harness === "command";
  return {
    model: mine?.model ?? null,
    scripted: mine?.scripted ?? false,
    isCommand,
    name: isCommand ? "The command" : "Codex",
  };
}
