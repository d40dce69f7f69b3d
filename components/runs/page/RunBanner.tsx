/** Why the run stands still or ended, and how it was stopped. */
"use client";

import { CircleAlert, Clock, Flag, Pause } from "lucide-react";
import type { Receipt, RunSnapshot } from "#server/domain/run.ts";
import { Banner, type BannerTone } from "#components/ui/Banner.tsx";
import { useNow, useZone } from "#components/ui/clock.tsx";
import { formatDuration, formatTimeOfDay } from "#components/ui/format.ts";
import { OutcomeIcon } from "#components/runs/OutcomeIcon.tsx";
import { toRunNotice } from "./runNotices.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";

const icons = {
  plain: Flag,
  signal: Clock,
  positive: Flag,
  warning: Pause,
  danger: CircleAlert,
} as const satisfies Record<BannerTone, typeof Flag>;

export function RunBanner({ run }: { run: RunSnapshot }) {
  const now = useNow();
  const notice = toRunNotice(run);
  if (!notice) return null;
  const Icon = run.waiting && !run.stopReason ? Clock : icons[notice.tone];
  const until = run.waiting?.until && !run.stopReason ? Date.parse(run.waiting.until) - now : 0;
  return (
    <div data-testid="run-notice">
      <Banner
        tone={notice.tone}
        role="status"
        icon={
          run.status === "completed" && run.outcome ? (
            <OutcomeIcon outcome={run.outcome} />
          ) : (
            <Icon size={16} strokeWidth={1.5} aria-hidden />
          )
        }
      >
        <b>{notice.title}</b> <bdi>{notice.text}</bdi> {until > 0 ? `In ${formatDuration(until)}. ` : ""}
        <span className="text-ink-2">{notice.next}</span>
        {run.completion.detected && run.completion.line ? (
          <code className="mono block truncate text-ink-2">
            <bdi>{run.completion.line}</bdi>
          </code>
        ) : null}
      </Banner>
    </div>
  );
}

/** Who asked, each signal with its time, and what was left: the proof that a stop was one. */
export function StopReceipt({ receipt }: { receipt: Receipt }) {
  const zone = useZone();
  const asked = Date.parse(receipt.requestedAt);
  const rows = [
    { at: receipt.requestedAt, text: `Asked by ${receipt.by.name}` },
    ...receipt.signals.map((signal) => ({
      at: signal.at,
      text: `${signal.signal} to ${signal.target === "group" ? "the turn's process group" : "what was left of the turn"}, ${
        signal.pids.length === 1 ? "process" : "processes"
      } ${signal.pids.join(", ")}`,
    })),
    {
      at: receipt.endedAt,
      text: receipt.left.length === 0 ? "Nothing left running" : `Still there: ${receipt.left.join(", ")}`,
    },
  ];
  const took = Math.max(0, Date.parse(receipt.endedAt) - asked);
  return (
    <details className="rounded-lg border border-line bg-raised" data-testid="receipt">
      <summary className="flex items-center gap-2 px-4 py-2">
        <StatusIcon status="cancelled" />
        <span>
          Stopped in {formatDuration(took, { fine: true })},{" "}
          <b className="font-medium">
            {receipt.left.length === 0 ? "nothing left running" : `${receipt.left.length} left running`}
          </b>
        </span>
        <span className="ml-auto text-xs text-ink-3">Receipt</span>
      </summary>
      <ol className="grid gap-1 border-t border-line px-4 py-2.5 text-xs">
        {rows.map((row, index) => (
          <li key={index} className="grid grid-cols-[92px_64px_minmax(0,1fr)] gap-2">
            <time dateTime={row.at} className="mono text-ink-3">
              {formatTimeOfDay(row.at, zone, { millis: true })}
            </time>
            <span className="text-right text-ink-3">
              +{formatDuration(Math.max(0, Date.parse(row.at) - asked), { fine: true })}
            </span>
            <span className="min-w-0 break-words">{row.text}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
