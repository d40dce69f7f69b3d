/** The fleet, live: workers, their slots and their signs of life, and what waits for them. */
"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { toCallError } from "#components/shell/callError.ts";
import { ConnectionPill } from "#components/shell/ConnectionPill.tsx";
import { readHealth } from "#components/shell/health.ts";
import { TopBar } from "#components/shell/TopBar.tsx";
import { useTRPC } from "#components/shell/trpc.ts";
import { useFeedFrames } from "#components/shell/useFeed.tsx";
import { Boundary } from "#components/ui/Boundary.tsx";
import { CodeLine } from "#components/ui/CodeLine.tsx";
import { QueryError } from "#components/ui/QueryError.tsx";
import { FleetReadings } from "./FleetReadings.tsx";
import { FleetSkeleton } from "./FleetSkeleton.tsx";
import { WaitingPanel } from "./WaitingPanel.tsx";
import { WorkerTable } from "./WorkerTable.tsx";

const LOOK_MS = 2_500; // twice in the time of a heartbeat
const START_COMMAND = "npm run worker";

export function FleetPage() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const workersOptions = trpc.workers.list.queryOptions(undefined, { refetchInterval: LOOK_MS });
  const waitingOptions = trpc.runs.waiting.queryOptions(undefined, { refetchInterval: LOOK_MS });
  const workers = useQuery(workersOptions);
  const waiting = useQuery(waitingOptions);
  const health = useQuery({ queryKey: ["health"], queryFn: ({ signal }) => readHealth(signal) });
  const keys = [workersOptions.queryKey, waitingOptions.queryKey];
  // The feed says that something moved before the next look would; an answer on its way is waited for.
  useFeedFrames((frame) => {
    if (frame.kind !== "overview")
      for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false });
  });

  const broken = workers.isError ? workers : waiting.isError ? waiting : null;
  const away = broken !== null || workers.isPaused;
  const retry = () => void Promise.all([workers.refetch(), waiting.refetch()]);
  const forget = () => {
    for (const queryKey of keys) void queryClient.resetQueries({ queryKey });
  };

  return (
    <>
      <TopBar
        title={<h1 className="text-[15px] font-semibold tracking-[-0.012em]">Fleet</h1>}
        beside={
          away ? (
            <ConnectionPill state="wait" since={Math.min(workers.dataUpdatedAt, waiting.dataUpdatedAt)}>
              Reconnecting
            </ConnectionPill>
          ) : (
            <ConnectionPill state="live">Live</ConnectionPill>
          )
        }
      >
        <span className="max-card:hidden">
          <CodeLine command={START_COMMAND} label="Copy the command that starts a worker" />
        </span>
      </TopBar>
      <div className="scroller grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 py-4 card:px-6">
        {broken ? (
          <QueryError
            what={workers.data ? "The fleet could not be brought up to date." : "The fleet could not be read."}
            error={toCallError(broken.error)}
            onRetry={retry}
            retrying={broken.isFetching}
          />
        ) : null}
        {workers.data ? (
          <div className={clsx("grid grid-cols-[minmax(0,1fr)] gap-4", away && "grayscale")}>
            <Boundary what="The readings" onRetry={forget}>
              <FleetReadings workers={workers.data} waiting={waiting.data} health={health.data} />
            </Boundary>
            <Boundary what="The table of workers" onRetry={forget}>
              {workers.data.length > 0 ? <WorkerTable workers={workers.data} /> : <NoWorkerYet />}
            </Boundary>
            {waiting.data ? (
              <Boundary what="The list of waiting turns" onRetry={forget}>
                <WaitingPanel runs={waiting.data} />
              </Boundary>
            ) : null}
          </div>
        ) : broken ? null : (
          <FleetSkeleton />
        )}
      </div>
    </>
  );
}

function NoWorkerYet() {
  return (
    <section className="grid justify-items-center gap-2.5 rounded-lg border border-line bg-raised px-4 py-12 text-center">
      <h2 className="text-lg font-semibold tracking-[-0.014em]">No worker yet</h2>
      <p className="max-w-[50ch] text-ink-2">
        A worker takes queued runs and executes their turns, on any machine that reaches both stores. Start one beside
        this page:
      </p>
      <CodeLine command={START_COMMAND} label="Copy the command that starts the first worker" />
    </section>
  );
}
