/** The head of a run page: how it stands, what it is, what may be done. It stays while the rest scrolls. */
"use client";

import { clsx } from "clsx";
import { useState, type ReactNode } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { StatusBadge } from "#components/runs/RunLabels.tsx";
import { RunFacts, type Harness } from "./RunFacts.tsx";

export function RunHeader({
  run,
  harness,
  thread,
  actions,
}: {
  run: RunSnapshot;
  harness: Harness;
  thread: string | null;
  actions: ReactNode;
}) {
  const [room] = useState(!isSettled(run.status));
  return (
    <section
      aria-label="Run"
      className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-2 px-4 pt-3.5 card:gap-3 card:px-6 card:pt-4"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 side:flex-nowrap">
        {/* What may change is as wide as its widest, so that the name stays where it is. */}
        <span className={clsx("flex max-card:w-full", room && "min-w-[104px]")}>
          <StatusBadge status={run.status} />
        </span>
        <h1
          className="min-w-0 flex-1 text-xl leading-[26px] font-semibold tracking-[-0.018em] text-pretty break-words max-card:w-full max-card:flex-none card:basis-60 card:truncate card:leading-7"
          title={run.name}
        >
          <bdi>{run.name}</bdi>
        </h1>
        <div className={clsx("flex justify-end max-card:contents", room && "card:min-w-[344px] wide:min-w-[450px]")}>
          {actions}
        </div>
      </div>
      <RunFacts run={run} harness={harness} thread={thread} />
    </section>
  );
}
