/** The workers: where they run, what they do, and when they gave a sign of life. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { WorkerView } from "#server/domain/run.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { useNow } from "#components/ui/clock.tsx";
import { formatAge, formatDuration, formatShortId } from "#components/ui/format.ts";

export function WorkerTable({ workers, stale }: { workers: WorkerView[]; stale: boolean }) {
  const now = useNow();
  return (
    <ul className={clsx("overflow-hidden rounded-lg border border-line bg-raised", stale && "grayscale")}>
      {workers.map((worker) => (
        <li
          key={worker.workerId}
          data-testid="worker"
          className="grid items-center gap-x-6 gap-y-2 border-b border-line-faint px-4 py-3 last:border-b-0 card:grid-cols-[minmax(160px,220px)_minmax(0,1fr)_auto]"
        >
          <div className="grid min-w-0 gap-px">
            <span className="flex min-w-0 items-center gap-2">
              <span
                aria-hidden
                className={clsx(
                  "size-[7px] shrink-0 rounded-full",
                  worker.online ? "bg-signal-mark" : "inset-ring-[1.5px] inset-ring-ink-3",
                )}
              />
              <span className="truncate font-medium" title={worker.workerId}>
                {worker.host}
              </span>
            </span>
            <span className="truncate pl-[15px] text-xs text-ink-3">
              <span className="mono">{formatShortId(worker.workerId)}</span>, pid {worker.pid}
            </span>
          </div>
          <Slots worker={worker} />
          <dl className="flex flex-wrap gap-x-5 gap-y-0.5 text-xs card:justify-end">
            <Fact
              name={worker.online ? "Online, heartbeat" : "Gone, last heard"}
              value={formatAge(worker.heartbeatAt, now)}
            />
            <Fact
              name="Up for"
              value={formatDuration(
                (worker.online ? now : Date.parse(worker.heartbeatAt)) - Date.parse(worker.startedAt),
              )}
            />
            <Fact name="Codi" value={worker.version} />
            {worker.draining ? <Fact name="Draining" value="takes nothing more" /> : null}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Slots({ worker }: { worker: WorkerView }) {
  const free = Math.max(0, worker.slots - worker.doing.length);
  return (
    <ul className="flex min-w-0 flex-wrap gap-1.5" aria-label="Slots">
      {worker.doing.map((doing) => (
        <li key={doing.runId} className="min-w-0">
          <Link
            href={`/runs/${doing.runId}`}
            prefetch={false}
            className="flex max-w-64 min-w-0 items-center gap-2 rounded-md px-2.5 py-1 inset-ring inset-ring-line hover:bg-hover"
          >
            <StatusIcon status="running" />
            <span className="grid min-w-0">
              <span className="truncate">
                {doing.number} <bdi>{doing.name}</bdi>
              </span>
              <span className="text-xs text-ink-3">turn {doing.turn}</span>
            </span>
          </Link>
        </li>
      ))}
      {worker.online ? (
        <li className="flex items-center rounded-md bg-inset px-2.5 py-1 text-xs text-ink-3 inset-ring inset-ring-line-faint">
          {free === 0 ? "no slot free" : `${free} of ${worker.slots} free`}
        </li>
      ) : null}
    </ul>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="inline-flex gap-1.5 whitespace-nowrap">
      <dt className="text-ink-3">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
