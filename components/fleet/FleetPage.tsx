/** The fleet: workers, their slots and their signs of life. */
"use client";

import { useQuery } from "@tanstack/react-query";
import { toCallError } from "#components/shell/callError.ts";
import { ConnectionPill } from "#components/shell/ConnectionPill.tsx";
import { TopBar } from "#components/shell/TopBar.tsx";
import { useTRPC } from "#components/shell/trpc.ts";
import { CodeLine } from "#components/ui/CodeLine.tsx";
import { QueryError } from "#components/ui/QueryError.tsx";
import { Skeleton } from "#components/ui/Skeleton.tsx";
import { WorkerTable } from "./WorkerTable.tsx";

const LOOK_MS = 2_000; // heartbeats come every five seconds

export function FleetPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.workers.list.queryOptions(undefined, { refetchInterval: LOOK_MS }));
  const workers = query.data;
  const online = workers?.filter((worker) => worker.online) ?? [];
  const slots = online.reduce((sum, worker) => sum + worker.slots, 0);
  const used = online.reduce((sum, worker) => sum + worker.doing.length, 0);

  return (
    <>
      <TopBar
        title={<h1 className="text-[15px] font-semibold tracking-[-0.012em]">Fleet</h1>}
        beside={
          <ConnectionPill state={query.isError ? "wait" : "live"}>
            {query.isError ? "Reconnecting" : "Live"}
          </ConnectionPill>
        }
      >
        <span className="max-card:hidden">
          <CodeLine command="npm run worker" label="Copy the command that starts a worker" />
        </span>
      </TopBar>
      <div className="scroller grid min-h-0 flex-1 content-start gap-4 px-4 py-4 card:px-6">
        {query.isError ? (
          <QueryError
            what={workers ? "The fleet could not be brought up to date." : "The fleet could not be read."}
            error={toCallError(query.error)}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        ) : null}
        {workers ? (
          <>
            <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-raised">
              <Reading label="Workers online" value={String(online.length)} more={`of ${workers.length} known`} />
              <Reading label="Slots in use" value={String(used)} more={`of ${slots}`} />
            </dl>
            {workers.length > 0 ? (
              <WorkerTable workers={workers} stale={query.isError} />
            ) : (
              <section className="grid justify-items-center gap-3 py-16 text-center">
                <h2 className="text-lg font-semibold">No worker yet</h2>
                <p className="max-w-[46ch] text-ink-2">
                  A worker takes queued runs and executes their turns. Start one beside this page:
                </p>
                <CodeLine command="npm run worker" />
              </section>
            )}
          </>
        ) : query.isError ? null : (
          <div role="status" aria-label="Loading the fleet" className="grid gap-4">
            <div className="h-[74px] rounded-lg border border-line bg-raised" />
            <div className="flex h-[62px] items-center gap-6 rounded-lg border border-line bg-raised px-4">
              <Skeleton className="w-40" />
              <Skeleton className="w-24" />
            </div>
          </div>
        )}
      </div>
    </>
  );
}

function Reading({ label, value, more }: { label: string; value: string; more: string }) {
  return (
    <div className="grid gap-0.5 border-line px-4 pt-[11px] pb-3 not-first:border-l">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="text-2xl font-medium tracking-[-0.03em]">
        {value} <small className="text-sm font-normal tracking-normal text-ink-3">{more}</small>
      </dd>
    </div>
  );
}
