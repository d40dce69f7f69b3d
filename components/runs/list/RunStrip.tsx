/** The runs of the last hours on one axis: a stem as high as a run took, its head where it ended. */
"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState, type KeyboardEvent } from "react";
import type { StripRun } from "#server/domain/stripRun.ts";
import { OutcomeIcon } from "#components/runs/OutcomeIcon.tsx";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { useNow, useZone } from "#components/ui/clock.tsx";
import { formatDuration, formatTimeOfDay, type Zone } from "#components/ui/format.ts";
import { StripCard } from "./StripCard.tsx";
import { stripLook } from "./StripHead.tsx";
import {
  STRIP_KINDS,
  STRIP_SPANS,
  toStripMarks,
  toStripTicks,
  type StripKind,
  type StripMark,
  type StripSpan,
} from "./stripMarks.ts";
import { StripPlot } from "./StripPlot.tsx";
import { StripSpans } from "./StripSpans.tsx";

const AXIS_PX = 1_200; // marks move when they would by a pixel
const spanWords = { "6h": "Last 6 hours", "24h": "Last 24 hours", "7d": "Last 7 days" } as const;

export function RunStrip({
  runs,
  span,
  search,
  onSpan,
}: {
  /** undefined: not known yet. */
  runs: readonly StripRun[] | undefined;
  span: StripSpan;
  /** What a link to a run carries. */
  search: string;
  onSpan: (span: StripSpan) => void;
}) {
  const router = useRouter();
  const zone = useZone();
  const hours = STRIP_SPANS[span];
  const step = (hours * 3_600_000) / AXIS_PX;
  const now = Math.ceil(useNow() / step) * step;
  const [shown, setShown] = useState<string | null>(null);
  const { marks, topMs, counts } = useMemo(() => toStripMarks(runs ?? [], { now, hours }), [runs, now, hours]);
  const mark = marks.find(({ run }) => run.runId === shown);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return; // the browser's own
    const at = marks.findIndex(({ run }) => run.runId === shown);
    const to =
      event.key === "ArrowRight" ? at + 1 : event.key === "ArrowLeft" ? (at < 0 ? marks.length : at) - 1 : null;
    if (to !== null) setShown(marks[Math.min(marks.length - 1, Math.max(0, to))]?.run.runId ?? null);
    else if (event.key === "Enter" && mark) router.push(`/runs/${mark.run.runId}${search}`);
    else if (event.key === "Escape" && mark) setShown(null);
    else return;
    event.preventDefault();
  };
  return (
    <section aria-labelledby="strip-title" className="border-t border-line px-4 pt-[9px] pb-2 max-card:hidden">
      <div className="mb-0.5 flex h-7 items-center gap-4">
        <h2 id="strip-title" className="shrink-0 font-medium">
          {spanWords[span]}
        </h2>
        <ul aria-hidden className="flex min-w-0 flex-1 gap-1 overflow-hidden text-xs text-ink-2">
          {STRIP_KINDS.map((kind) => (
            <LegendEntry key={kind} kind={kind} count={runs ? counts[kind] : null} />
          ))}
        </ul>
        <p className="sr-only">{toSummary(marks, counts)}</p>
        <StripSpans span={span} onSpan={onSpan} />
      </div>
      <div
        role="group"
        tabIndex={0}
        aria-label="Runs on the time axis: left and right go from one to the next, Enter opens it"
        onKeyDown={onKeyDown}
        onBlur={() => setShown(null)}
        className="relative h-[86px] rounded-sm px-[26px]"
      >
        <span aria-hidden className="absolute top-[4px] left-0 text-2xs text-ink-3">
          {toTopWord(topMs)}
        </span>
        <span aria-hidden className="absolute top-[30px] left-0 text-2xs text-ink-3">
          {toTopWord(topMs / 2)}
        </span>
        <div className="relative h-full">
          <StripPlot marks={marks} search={search} shown={shown} onShow={setShown} />
          <Axis span={span} now={now} zone={zone} />
          {mark ? <StripCard mark={mark} zone={zone} /> : null}
        </div>
        <p className="sr-only" aria-live="polite">
          {mark ? `Run ${mark.run.number}, ${mark.run.name}, ${stripLook(mark.kind).label}` : ""}
        </p>
      </div>
    </section>
  );
}

/** `2h`, `30m`, `30s`: tops are round. */
const toTopWord = (ms: number) => formatDuration(ms).replace(/ 00?[hms]$/, "");

function LegendEntry({ kind, count }: { kind: StripKind; count: number | null }) {
  return (
    <li
      className={`flex w-11 shrink-0 items-center gap-[5px] whitespace-nowrap wide:w-[98px] ${count === 0 ? "text-ink-3" : ""}`}
      title={stripLook(kind).label}
    >
      {kind === "active" || kind === "failed" || kind === "cancelled" ? (
        <StatusIcon status={kind === "active" ? "running" : kind} />
      ) : (
        <OutcomeIcon outcome={kind} />
      )}
      <span>
        {count ?? "—"}
        <span className="max-wide:hidden"> {stripLook(kind).label}</span>
      </span>
    </li>
  );
}

function Axis({ span, now, zone }: { span: StripSpan; now: number; zone: Zone }) {
  const offsetMs = zone === "local" ? -new Date(now).getTimezoneOffset() * 60_000 : 0;
  const clock = (at: number) => formatTimeOfDay(new Date(at).toISOString(), zone).slice(0, 5);
  const label = "absolute top-[70px] -translate-x-1/2 text-2xs whitespace-nowrap";
  return (
    <div aria-hidden>
      {toStripTicks(span, { now, offsetMs }).map(({ at, x }) => (
        <span key={at} className={`${label} text-ink-3`} style={{ left: `${(x * 100).toFixed(2)}%` }}>
          {span === "7d" ? dayOf(at + offsetMs) : clock(at)}
        </span>
      ))}
      <span className={`${label} left-full font-medium text-signal-text`}>{clock(now)}</span>
    </div>
  );
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** The moment as the viewer's clock shows it, taken for UTC. */
function dayOf(moment: number): string {
  const date = new Date(moment);
  return `${WEEKDAYS[date.getUTCDay()] ?? ""} ${date.getUTCDate()}`;
}

function toSummary(marks: readonly StripMark[], counts: Record<StripKind, number>): string {
  if (marks.length === 0) return "No run ended in this time, and none goes on.";
  const parts = STRIP_KINDS.filter((kind) => counts[kind] > 0).map(
    (kind) => `${counts[kind]} ${stripLook(kind).label}`,
  );
  return `${marks.length} ${marks.length === 1 ? "run" : "runs"}: ${parts.join(", ")}.`;
}
