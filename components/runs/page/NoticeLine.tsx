/** Why the run stands still or ended, where otherwise stands what happens now: as high as that, until somebody opens it. */
"use client";

import { clsx } from "clsx";
import { useId, useState, type ReactNode } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { bannerTones, type BannerTone } from "#components/ui/Banner.tsx";
import { Button } from "#components/ui/Button.tsx";
import { useNow } from "#components/ui/clock.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { OutcomeIcon } from "#components/runs/OutcomeIcon.tsx";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { ChevronDown, CircleAlert, Clock, Flag, Pause } from "#components/ui/icons.tsx";
import type { RunNotice } from "./runNotices.ts";

const icons = {
  plain: Flag,
  signal: Clock,
  positive: Flag,
  warning: Pause,
  danger: CircleAlert,
} as const satisfies Record<BannerTone, typeof Flag>;

const LONG_CHARS = 110; // of a line on a wide screen, with a button beside it

export function NoticeLine({
  run,
  notice,
  opened,
  ways,
  below,
}: {
  run: RunSnapshot;
  notice: RunNotice;
  /** Whoever comes to a run at rest reads all of it; what comes while somebody looks moves nothing. */
  opened: boolean;
  ways: ReactNode;
  /** What one of the ways has opened. */
  below: ReactNode;
}) {
  const textId = useId();
  const [open, setOpen] = useState(opened);
  const now = useNow();
  const { title, text, lasting, next, tone } = notice;
  const until = run.pause?.resumeAt ? Date.parse(run.pause.resumeAt) - now : 0;
  const line = run.completion.detected ? run.completion.line : "";
  const isLong = title.length + text.length + next.length > LONG_CHARS || line !== "";
  return (
    <div
      data-testid="run-notice"
      className={clsx("rounded-b-[9px] border-t border-line tinted", bannerTones[tone])}
      role={tone === "danger" ? "alert" : "status"}
    >
      <div
        className={clsx(
          "flex items-center gap-x-2.5 px-3 card:gap-x-3 card:px-4",
          open ? "min-h-[42px] flex-wrap gap-y-1.5 py-[7px] card:min-h-9 card:flex-nowrap" : "h-[42px] card:h-9",
        )}
      >
        <span className={clsx("flex min-w-0 flex-1 gap-2.5 card:gap-3", open ? "items-start" : "items-center")}>
          <span className="flex h-5 shrink-0 items-center">
            <NoticeIcon run={run} tone={tone} />
          </span>
          <span id={textId} className={clsx("min-w-0 text-ink", open ? "break-words" : "truncate")}>
            <b className="font-medium">
              <bdi>{title}</bdi>
            </b>{" "}
            {text ? <bdi>{text} </bdi> : null}
            <span aria-hidden>{until > 0 ? `In ${formatDuration(until)}. ` : lasting ? `${lasting} ` : ""}</span>
            <span className="text-ink-2">{next}</span>
            {open && line ? (
              <code className="mono block break-words text-ink-2">
                <bdi>{line}</bdi>
              </code>
            ) : null}
          </span>
        </span>
        <span
          className={clsx(
            "flex shrink-0 items-center gap-2 text-ink",
            open ? "max-card:order-3 max-card:w-full max-card:pl-[26px]" : "max-card:hidden",
          )}
        >
          {ways}
        </span>
        <Button
          kind="ghost"
          size="sm"
          square
          aria-label={open ? "Show one line of it" : "Show all of it"}
          aria-expanded={open}
          aria-controls={textId}
          onClick={() => setOpen(!open)}
          className={clsx("max-card:-my-2 max-card:-mr-2.5 max-card:size-11 touch:size-11", !isLong && "card:hidden")}
        >
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden className={clsx(open && "rotate-180")} />
        </Button>
      </div>
      {below}
    </div>
  );
}

function NoticeIcon({ run, tone }: { run: RunSnapshot; tone: BannerTone }) {
  if (run.status === "completed" && run.outcome) return <OutcomeIcon outcome={run.outcome} />;
  if (run.status === "paused" || isSettled(run.status)) return <StatusIcon status={run.status} />;
  const Icon = tone === "warning" ? Clock : icons[tone];
  return <Icon size={16} strokeWidth={1.5} aria-hidden />;
}
