/** One worker: who it is, what its slots do, when it was last heard of. */
"use client";

import { clsx } from "clsx";
import type { WorkerView } from "#server/domain/run.ts";
import { useNow } from "#components/ui/clock.tsx";
import { formatAge, formatDuration, formatShortId } from "#components/ui/format.ts";
import { SlotBoxes } from "./SlotBoxes.tsx";

/** The columns of head and rows; narrower screens drop the version, phones have cards. */
export const workerColumns =
  "card:grid card:grid-cols-[124px_minmax(0,1fr)_104px_88px] card:gap-x-4 side:grid-cols-[124px_minmax(0,1fr)_104px_84px_88px]";

export function WorkerRow({ worker }: { worker: WorkerView }) {
  const now = useNow();
  const upMs = (worker.online ? now : Date.parse(worker.heartbeatAt)) - Date.parse(worker.startedAt);
  const sites = worker.sites.filter((site) => site !== "default");
  const state = worker.stopped ? "stopped" : !worker.online ? "gone" : worker.draining ? "draining" : "online";
  return (
    <div
      role="row"
      data-testid="worker"
      className={clsx(
        workerColumns,
        "border-t border-line-faint px-4 py-2 card:items-center max-card:grid max-card:grid-cols-2 max-card:gap-x-4 max-card:gap-y-2 max-card:py-3",
      )}
    >
      <div role="rowheader" className="grid min-w-0 gap-px">
        <span className="flex min-w-0 items-center gap-[7px]">
          <span
            aria-hidden
            className={clsx(
              "size-[7px] shrink-0 rounded-full",
              worker.online ? "bg-signal-mark" : "inset-ring-[1.5px] inset-ring-ink-3",
            )}
          />
          <b className="mono truncate font-medium" title={worker.workerId}>
            {formatShortId(worker.workerId)}
          </b>
        </span>
        <span className="truncate pl-[14px] text-xs text-ink-3">
          {state === "online" ? `pid ${worker.pid}` : <span className="text-warning">{state}</span>}
        </span>
      </div>
      <div role="cell" className="min-w-0 max-card:order-3 max-card:col-span-2">
        <SlotBoxes worker={worker} />
      </div>
      <Cell
        name="Heartbeat"
        fact={formatAge(worker.heartbeatAt, now)}
        more={worker.online ? "online" : "last heard of"}
      />
      <Cell
        name="Codi"
        fact={worker.version}
        more={sites.length > 0 ? `site ${sites.join(", ")}` : "site default"}
        className="max-side:hidden"
      />
      <Cell
        name="Up for"
        fact={formatDuration(upMs)}
        more={worker.online ? "since its start" : "until then"}
        className="max-card:hidden"
      />
    </div>
  );
}

function Cell({ name, fact, more, className }: { name: string; fact: string; more: string; className?: string }) {
  return (
    <div role="cell" className={clsx("grid min-w-0 gap-px max-card:text-right", className)}>
      <span className="truncate">
        <span className="sr-only">{name} </span>
        {fact}
      </span>
      <span className="truncate text-xs text-ink-3">
        <bdi>{more}</bdi>
      </span>
    </div>
  );
}
