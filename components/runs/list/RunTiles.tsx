/** Where all runs stand, in one strip of readings; each leads to the runs behind it. */
"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { Overview } from "#server/domain/overview.ts";
import { SlotMarks } from "#components/fleet/SlotMarks.tsx";
import { useZone } from "#components/ui/clock.tsx";
import { formatCount, formatPlural, formatTimeOfDay, formatTokens, NONE } from "#components/ui/format.ts";
import { TriangleAlert } from "#components/ui/icons.tsx";
import { toListAddress } from "./runListParams.ts";
import { Since, Until } from "./RunTimes.tsx";
import { countNeedsYou, viewAddress } from "./runViews.ts";

export function RunTiles({ overview }: { overview: Overview | undefined }) {
  const zone = useZone();
  const { counts, day, needsYou, quota, workers } = overview ?? {};
  const needs = overview && countNeedsYou(overview);
  const running = counts && counts.running + counts.pausing + counts.cancelling;
  return (
    <dl className="grid grid-cols-3 side:grid-cols-[1.05fr_.8fr_1.2fr_1.2fr_1.1fr_1.05fr] [&>*]:border-line max-side:[&>*:not(:nth-child(3n+1))]:border-l max-side:[&>*:nth-child(n+4)]:border-t side:[&>*+*]:border-l">
      <Tile label="Running" href={viewAddress("running")} value={count(running)} more={toSlots(running, workers)}>
        {workers && workers.slots > 0 ? <SlotMarks used={workers.used} slots={workers.slots} /> : null}
      </Tile>
      <Tile label="Queued" href={viewAddress("queued")} value={count(counts?.queued)}>
        {overview?.oldestQueuedAt ? (
          <>
            oldest <Since at={overview.oldestQueuedAt} />
          </>
        ) : overview ? (
          "nothing waits"
        ) : null}
      </Tile>
      <Tile
        label="Needs you"
        icon={
          needs ? <TriangleAlert size={14} strokeWidth={1.5} className="shrink-0 text-warning" aria-hidden /> : null
        }
        href={viewAddress("needs")}
        value={count(needs)}
      >
        {needsYou ? toNeeds(needsYou) : null}
      </Tile>
      <Tile label="Waiting for quota" short="On quota" href={viewAddress("quota")} value={count(quota?.runs)}>
        {quota?.resumeAt ? (
          <>
            resume at {formatTimeOfDay(quota.resumeAt, zone).slice(0, 5)}, <Until at={quota.resumeAt} />
          </>
        ) : quota ? (
          quota.runs === 0 ? (
            "no run waits for it"
          ) : (
            "resume time unknown"
          )
        ) : null}
      </Tile>
      <Tile
        label="Failed, 24 h"
        // Not narrowed by its start: a run of three days that failed today is one of them.
        href={viewAddress("failed")}
        value={count(day?.failed)}
        more={day ? `of ${formatCount(day.settled)}` : null}
      >
        {day ? (day.empty > 0 ? `${formatCount(day.empty)} succeeded but empty` : "none succeeded empty") : null}
      </Tile>
      <Tile
        label="Tokens, 24 h"
        href={`/runs${toListAddress({ since: "24h" })}`}
        value={day ? formatTokens(day.tokens) : NONE}
      >
        {day
          ? day.turnsUnknown > 0
            ? `and ${formatPlural(day.turnsUnknown, "turn")} unknown`
            : "all turns reported"
          : null}
      </Tile>
    </dl>
  );
}

const count = (value: number | undefined) => (value === undefined ? NONE : formatCount(value));

/** A run between two turns runs and holds no slot. */
function toSlots(running: number | undefined, workers: Overview["workers"] | undefined): ReactNode {
  if (!workers || running === undefined) return null;
  const none = workers.slots === 0;
  return (
    <>
      {none ? "no worker" : running === workers.used ? `of ${workers.slots}` : `in ${workers.used} of ${workers.slots}`}
      <span className="max-card:hidden">{none ? " online" : " slots"}</span>
    </>
  );
}

function toNeeds(needs: Overview["needsYou"]): string {
  const parts = [
    needs.attention > 0 && formatPlural(needs.attention, "answer"),
    needs.budget > 0 && `${needs.budget} budget`,
    needs.error > 0 && formatPlural(needs.error, "error"),
    needs.manual > 0 && `${needs.manual} by hand`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(" · ") : "nobody waits for you";
}

function Tile({
  label,
  short = label,
  icon = null,
  href,
  value,
  more = null,
  children,
}: {
  label: string;
  /** On phones. */
  short?: string;
  icon?: ReactNode;
  href: string;
  value: string;
  more?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="relative grid min-w-0 content-start gap-0.5 px-3 pt-[9px] pb-2.5 hover:bg-hover card:px-4 card:pt-[11px] card:pb-3">
      <dt className="flex h-4 min-w-0 items-center gap-1.5 text-xs text-ink-3">
        {icon}
        <Link
          href={href}
          prefetch={false}
          className="min-w-0 truncate -outline-offset-2 after:absolute after:inset-0 after:min-h-11"
        >
          {short === label ? label : null}
          {short === label ? null : (
            <>
              <span className="max-card:hidden">{label}</span>
              <span className="card:hidden">{short}</span>
            </>
          )}
        </Link>
      </dt>
      <dd className="h-[26px] min-w-0 truncate text-xl leading-[26px] font-medium tracking-[-0.03em] card:h-8 card:text-2xl card:leading-8">
        <span className="inline-block min-w-[1.25ch]">{value}</span>
        {more ? (
          <small className="text-xs font-normal tracking-[-0.005em] text-ink-3 card:text-sm"> {more}</small>
        ) : null}
      </dd>
      <dd className="h-4 min-w-0 truncate text-xs text-ink-3 max-card:hidden">{children}</dd>
    </div>
  );
}
