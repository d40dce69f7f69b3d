/** The frame every page stands in: navigation, what is online, and the banners that concern everybody. */
"use client";

import { useQuery } from "@tanstack/react-query";
import { Database, ServerOff } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { isSettled, RUN_STATUSES } from "#server/domain/runStatus.ts";
import { Banner } from "#components/ui/Banner.tsx";
import { CodeLine } from "#components/ui/CodeLine.tsx";
import { Mark } from "#components/ui/Mark.tsx";
import { readHealth, toOutage } from "./health.ts";
import { SideNav } from "./SideNav.tsx";
import { ThemeToggle } from "./ThemeToggle.tsx";
import { useTRPC } from "./trpc.ts";

const LOOK_MS = 5_000; // as often as workers give a sign of life

export function ShellPage({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const workers = useQuery(trpc.workers.list.queryOptions(undefined, { refetchInterval: LOOK_MS }));
  const counts = useQuery(trpc.runs.counts.queryOptions(undefined, { refetchInterval: LOOK_MS }));
  const health = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => readHealth(signal),
    refetchInterval: LOOK_MS,
  });

  const online = workers.data?.filter((worker) => worker.online).length ?? null;
  const active = counts.data
    ? RUN_STATUSES.filter((status) => !isSettled(status)).reduce((sum, status) => sum + counts.data[status], 0)
    : null;
  const outage = health.data ? toOutage(health.data) : null;

  return (
    <div className="card:grid card:h-dvh card:grid-cols-[56px_minmax(0,1fr)] side:grid-cols-[var(--w-side)_minmax(0,1fr)]">
      <a
        href="#page"
        className="sr-only z-50 rounded-md bg-overlay px-3 py-2 font-medium focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <aside className="hidden min-h-0 flex-col px-2.5 pt-3 pb-2 card:flex card:items-center side:items-stretch side:px-2">
        <Link
          href="/runs"
          className="mb-3 flex h-7 items-center gap-[9px] px-2 text-[15px] font-semibold tracking-[-0.022em]"
        >
          <Mark />
          <span className="sr-only side:not-sr-only">Codi</span>
        </Link>
        <SideNav active={active} compact={false} />
        <div className="mt-auto flex items-center gap-2 border-t border-line pt-2 side:pl-2">
          <Link href="/fleet" className="hidden flex-1 justify-between text-xs text-ink-3 hover:text-ink side:flex">
            Workers online
            <b data-testid="workers-online" className="font-medium text-ink-2">
              {online ?? "—"}
            </b>
          </Link>
          <ThemeToggle />
        </div>
      </aside>
      <div className="sticky top-0 z-20 flex h-[52px] items-center border-b border-line bg-surface pr-1 pl-4 card:hidden">
        <Link href="/runs" className="flex flex-1 items-center gap-2 font-semibold">
          <Mark /> Codi
        </Link>
        <SideNav active={active} compact />
        <ThemeToggle />
      </div>
      <main
        id="page"
        tabIndex={-1}
        className="relative flex min-w-0 flex-col bg-surface max-card:min-h-[calc(100dvh-52px)] card:m-2 card:ml-0 card:min-h-0 card:overflow-hidden card:rounded-xl card:shadow-(--shadow-panel)"
      >
        {outage || online === 0 ? (
          <div className="grid gap-2 border-b border-line p-2">
            {outage ? (
              <Banner tone="danger" role="alert" icon={<Database size={16} strokeWidth={1.5} aria-hidden />}>
                <b>{outage.title}</b> {outage.text}
              </Banner>
            ) : null}
            {online === 0 ? (
              <Banner
                tone="warning"
                role="status"
                icon={<ServerOff size={16} strokeWidth={1.5} aria-hidden />}
                actions={<CodeLine command="npm run worker" />}
              >
                <b>No worker is online.</b> Runs wait until one is. Start one:
              </Banner>
            ) : null}
          </div>
        ) : null}
        {children}
      </main>
    </div>
  );
}
