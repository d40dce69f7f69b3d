/** The slots of one worker as boxes: the run in each and how long its turn takes, or free. */
"use client";

import Link from "next/link";
import type { WorkerView } from "#server/domain/run.ts";
import { statusLookOf } from "#components/runs/runStatusLook.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { useNow } from "#components/ui/clock.tsx";
import { formatDuration } from "#components/ui/format.ts";

const BOXES_MAX = 8; // of a worker with more, the free ones are one box

type Doing = WorkerView["doing"][number];

const box = "flex h-11 min-w-0 items-center gap-2 rounded-md px-2.5 text-xs inset-ring";
const freeBox = `${box} justify-center bg-inset text-ink-3 inset-ring-line-faint max-card:h-8`;

export function SlotBoxes({ worker }: { worker: WorkerView }) {
  const free = worker.online && !worker.draining ? Math.max(0, worker.slots - worker.doing.length) : 0;
  const together = free > 1 && worker.slots > BOXES_MAX;
  return (
    <ul
      aria-label="Slots"
      className="grid min-w-0 gap-1.5 max-card:grid-cols-4 card:grid-cols-[repeat(auto-fit,minmax(148px,1fr))]"
    >
      {worker.doing.map((doing) => (
        <li key={doing.runId} className="min-w-0 max-card:col-span-4">
          <Link
            href={`/runs/${doing.runId}`}
            prefetch={false}
            className={`${box} bg-surface inset-ring-line hover:bg-hover`}
          >
            <StatusIcon status={doing.status} />
            <span className="grid min-w-0">
              <span className="truncate leading-[17px]">
                <b className="mono font-medium">{doing.number}</b> <bdi className="text-ink-2">{doing.name}</bdi>
              </span>
              <span className="truncate text-2xs leading-[15px] text-ink-3">
                <TurnNote doing={doing} gone={!worker.online} />
              </span>
            </span>
          </Link>
        </li>
      ))}
      {together ? <li className={`${freeBox} max-card:col-span-4`}>{free} free</li> : null}
      {together
        ? null
        : Array.from({ length: free }, (_, index) => (
            <li key={index} className={freeBox}>
              free
            </li>
          ))}
      {worker.online && worker.draining ? (
        <li className={`${freeBox} max-card:col-span-4`}>takes nothing more</li>
      ) : null}
    </ul>
  );
}

function TurnNote({ doing, gone }: { doing: Doing; gone: boolean }) {
  const now = useNow();
  const turn = doing.turn > 0 ? `turn ${doing.turn}` : "starting";
  if (gone) return `${turn}, waits for another worker`;
  if (doing.status !== "running") return `${turn}, ${statusLookOf(doing.status).label.toLowerCase()}`;
  if (doing.turnStartedAt) return `${turn}, ${formatDuration(now - Date.parse(doing.turnStartedAt))}`;
  return doing.turn > 0 ? `${turn} ended` : turn;
}
