/** The workers by host, and who went away lately. */
"use client";

import { clsx } from "clsx";
import type { WorkerView } from "#server/domain/run.ts";
import { formatPlural } from "#components/ui/format.ts";
import { Server } from "#components/ui/icons.tsx";
import { toGone, toHosts } from "./fleetFigures.ts";
import { GoneWorkers } from "./GoneWorkers.tsx";
import { workerColumns, WorkerRow } from "./WorkerRow.tsx";

const columns = [
  { name: "Worker" },
  { name: "Slots" },
  { name: "Heartbeat" },
  { name: "Version", only: "max-side:hidden" },
  { name: "Up for" },
];

export function WorkerTable({ workers }: { workers: readonly WorkerView[] }) {
  const hosts = toHosts(workers);
  const gone = toGone(workers);
  return (
    <section aria-label="Workers" className="overflow-hidden rounded-lg border border-line bg-raised">
      {hosts.length > 0 ? (
        <div role="table" aria-label="Workers by host">
          <div role="rowgroup" className="max-card:hidden">
            <div role="row" className={clsx(workerColumns, "h-8 items-center px-4 text-xs text-ink-3")}>
              {columns.map(({ name, only }) => (
                <span key={name} role="columnheader" className={only}>
                  {name}
                </span>
              ))}
            </div>
          </div>
          {hosts.map(({ host, workers: there }) => (
            <div key={host} role="rowgroup" aria-label={host}>
              <div
                role="row"
                className="flex h-8 items-center gap-2 border-line bg-inset px-4 text-xs not-first:border-t card:border-t"
              >
                <span role="rowheader" className="flex min-w-0 items-center gap-2">
                  <Server size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-ink-3" />
                  <b className="truncate font-medium">
                    <bdi>{host}</bdi>
                  </b>
                  <span className="shrink-0 text-ink-3">{formatPlural(there.length, "worker")}</span>
                </span>
              </div>
              {there.map((worker) => (
                <WorkerRow key={worker.workerId} worker={worker} />
              ))}
            </div>
          ))}
        </div>
      ) : (
        <p className="px-4 py-5 text-center text-ink-2">
          Every worker is {workers.every((worker) => worker.stopped) ? "stopped" : "gone"}. Runs wait, and go on when
          one comes back.
        </p>
      )}
      {gone.length > 0 ? <GoneWorkers workers={gone} /> : null}
    </section>
  );
}
