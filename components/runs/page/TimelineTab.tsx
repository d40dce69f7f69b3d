/** Who did what to the run, and when; the receipt of a stop stands where the stop does. */
"use client";

import { clsx } from "clsx";
import { useMemo, useState } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { createFold, type EventFold } from "#components/log/foldReceived.ts";
import type { RunEvents } from "#components/log/receivedEvents.ts";
import { useZone } from "#components/ui/clock.tsx";
import { formatDateTime, formatTimeOfDay } from "#components/ui/format.ts";
import {
  Ban,
  CircleAlert,
  CircleCheck,
  CirclePlus,
  CircleSlash,
  HeartPulse,
  Pause,
  Pencil,
  Play,
  SquareCheck,
  Unplug,
  type IconType,
} from "#components/ui/icons.tsx";
import { StopReceipt } from "./StopReceipt.tsx";
import { isAboutRun, toTimeline, type TimelineIcon, type TimelineRow } from "./toTimeline.ts";

const icons = {
  asked: CirclePlus,
  start: Play,
  turn: Play,
  "turn-end": CircleCheck,
  interrupted: CircleSlash,
  pause: Pause,
  resume: Play,
  change: Pencil,
  cancel: Ban,
  recover: HeartPulse,
  error: CircleAlert,
  lost: Unplug,
  verified: SquareCheck,
  changed: SquareCheck,
  "no-op": SquareCheck,
  empty: SquareCheck,
  unknown: SquareCheck,
} as const satisfies Record<TimelineIcon, IconType>;

const quiet: ReadonlySet<TimelineIcon> = new Set(["turn", "turn-end"]);

const moments: EventFold<readonly StoredEvent[]> = {
  empty: [],
  events(known, events) {
    const more = events.filter(isAboutRun);
    return more.length > 0 ? [...known, ...more] : known;
  },
  gap: (known) => known,
  passage: (known) => known,
};

export function TimelineTab({ run, received }: { run: RunSnapshot; received: RunEvents }) {
  const [toMoments] = useState(() => createFold(moments));
  const events = toMoments(received);
  const { createdAt, createdBy, startedAt } = run;
  const rows = useMemo(
    () => toTimeline({ createdAt, createdBy, startedAt }, events),
    [createdAt, createdBy, startedAt, events],
  );
  const zone = useZone();
  return (
    <div className="px-4 py-5 card:px-6">
      <p className="mb-4 text-xs text-ink-3">
        Since <time dateTime={createdAt}>{formatDateTime(createdAt, zone)}</time>
        {run.logRemovedAt === null
          ? null
          : `. What happened until it ended was removed with its log on ${formatDateTime(run.logRemovedAt, zone)}.`}
      </p>
      <ol aria-label="Timeline" className="max-w-[860px]" data-testid="timeline">
        {rows.map((row) => (
          <Row key={row.key} row={row} zone={zone} />
        ))}
      </ol>
    </div>
  );
}

function Row({ row, zone }: { row: TimelineRow; zone: "utc" | "local" }) {
  // What came of a run may have a name that only another version knows.
  const Icon = Object.hasOwn(icons, row.icon) ? icons[row.icon] : SquareCheck;
  const bad = row.icon === "error" || row.icon === "lost";
  return (
    <li
      data-icon={row.icon}
      className="relative grid grid-cols-[20px_minmax(0,1fr)] gap-x-2 pb-3.5 before:absolute before:top-6 before:-bottom-0.5 before:left-[9.5px] before:w-px before:bg-line last:before:hidden card:grid-cols-[62px_20px_minmax(0,1fr)] card:before:left-[79.5px]"
    >
      <time
        dateTime={row.at}
        className="col-start-2 row-start-1 font-mono text-2xs leading-5 tracking-[-0.02em] text-ink-3 card:col-start-1"
      >
        {formatTimeOfDay(row.at, zone)}
      </time>
      <span
        className={clsx(
          "col-start-1 row-start-1 grid size-5 place-items-center card:col-start-2",
          bad ? "text-danger" : "text-ink-3",
        )}
      >
        <Icon size={15} strokeWidth={1.5} aria-hidden />
      </span>
      <div className="col-start-2 row-start-2 min-w-0 card:col-start-3 card:row-start-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className={clsx("min-w-0 break-words", quiet.has(row.icon) ? "text-ink-2" : "font-medium")}>
            {row.title}
            {row.by ? (
              <span className="font-normal text-ink-3">
                {" "}
                by <bdi className="text-ink">{row.by}</bdi>
              </span>
            ) : null}
          </span>
          {row.took ? <span className="text-xs whitespace-nowrap text-ink-3 card:ml-auto">{row.took}</span> : null}
        </div>
        {row.note ? (
          <p className={clsx("max-w-[88ch] break-words", bad ? "text-danger" : "text-ink-2")}>
            <bdi>{row.note}</bdi>
          </p>
        ) : null}
        {row.receipt ? (
          <div className="mt-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-3">
            <StopReceipt receipt={row.receipt} />
          </div>
        ) : null}
      </div>
    </li>
  );
}
