/** Runs to which nothing happens although there is something to do: each with its one reason and how long it waits. */
"use client";

import Link from "next/link";
import type { RunSummary, WaitingCode } from "#server/domain/run.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { useNow } from "#components/ui/clock.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { Clock, Gauge, Hourglass, ListStart, RotateCw, ServerOff, type IconType } from "#components/ui/icons.tsx";
import { countWaiting, waitsSince } from "./fleetFigures.ts";

const icons = {
  no_worker: ServerOff,
  host_away: ServerOff,
  limit: Gauge,
  delay: Clock,
  backoff: RotateCw,
  quota: Hourglass,
} as const satisfies Record<WaitingCode, IconType>;

export function WaitingPanel({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <section aria-labelledby="waiting-turns" className="overflow-hidden rounded-lg border border-line bg-raised">
      <header className="flex min-h-10 items-center gap-2 border-b border-line px-4">
        <h2 id="waiting-turns" className="font-medium">
          Waiting turns
        </h2>
        <span className="text-xs text-ink-3">{countWaiting(runs)}</span>
        <span className="ml-auto truncate text-xs text-ink-3 max-card:hidden">
          each with the one reason it waits for
        </span>
      </header>
      {runs.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-3">Nothing waits: what can run has a slot.</p>
      ) : (
        <ul className="divide-y divide-line-faint">
          {runs.map((run) => (
            <WaitingRow key={run.runId} run={run} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WaitingRow({ run }: { run: RunSummary }) {
  const now = useNow();
  const { waiting } = run;
  // A web process of another version may name a reason that this tab does not know; its sentence stands beside it.
  const Icon = waiting ? (Object.hasOwn(icons, waiting.code) ? icons[waiting.code] : Hourglass) : ListStart;
  const until = waiting?.until ? Date.parse(waiting.until) - now : null;
  return (
    <li>
      <Link
        href={`/runs/${run.runId}`}
        prefetch={false}
        className="grid min-h-10 grid-cols-[16px_auto_minmax(0,1fr)_auto] items-center gap-x-2.5 px-4 -outline-offset-2 hover:bg-hover max-card:gap-y-0.5 max-card:py-2.5 card:grid-cols-[16px_minmax(32px,auto)_minmax(112px,1fr)_minmax(0,auto)_76px] card:py-1"
      >
        <StatusIcon status={run.status} />
        <span className="mono text-ink-3">{run.number}</span>
        <bdi className="truncate font-medium">{run.name}</bdi>
        <span className="flex min-w-0 items-start gap-1.5 text-xs max-card:order-last max-card:col-span-3 max-card:col-start-2 card:items-center">
          <Icon size={14} strokeWidth={1.5} aria-hidden className="mt-px shrink-0 text-ink-3 card:mt-0" />
          <span className="min-w-0 text-ink-2">{waiting?.text ?? "First in line for a free slot."}</span>
        </span>
        <span className="text-right text-ink-3 max-card:text-xs">
          {until !== null && until > 0 ? `in ${formatDuration(until)}` : formatDuration(now - waitsSince(run))}
        </span>
      </Link>
    </li>
  );
}
