/** The windows of the account's rate limits: how much is used, and when they begin anew. */
"use client";

import { useNow, useZone } from "#components/ui/clock.tsx";
import { formatAge, formatDateTime, formatDuration } from "#components/ui/format.ts";
import type { RateLimits, RateWindow } from "./rateLimits.ts";

const NEARLY_USED = 90; // percent

export function RateWindows({ limits }: { limits: RateLimits }) {
  const now = useNow();
  return (
    <section aria-label="Rate limits" className="rounded-lg border border-line bg-raised px-3 py-2.5 card:px-4">
      <h2 className="mb-2 flex items-baseline justify-between gap-3 text-xs text-ink-3">
        <span>Limits of the account{limits.plan ? `, plan ${limits.plan}` : ""}</span>
        <span>{formatAge(limits.at, now)}</span>
      </h2>
      <ul className="grid gap-x-8 gap-y-2 text-xs card:grid-cols-2">
        {limits.windows.map((window, index) => (
          <Window key={index} window={window} now={now} />
        ))}
      </ul>
    </section>
  );
}

function Window({ window, now }: { window: RateWindow; now: number }) {
  const zone = useZone();
  const used = Math.max(0, Math.min(100, window.usedPercent));
  const left = window.resetsAt === null ? null : Date.parse(window.resetsAt) - now;
  const resets =
    left === null || Number.isNaN(left)
      ? "reset unknown"
      : left > 0
        ? `resets in ${formatDuration(left)}`
        : "has begun anew";
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
      <span className="text-ink-2">{window.name}</span>
      <span className="text-ink-3" title={window.resetsAt ? formatDateTime(window.resetsAt, zone) : undefined}>
        <b className="font-medium text-ink">{Math.round(window.usedPercent)} %</b> used, {resets}
      </span>
      <span aria-hidden className="col-span-2 h-1 overflow-hidden rounded-[2px] bg-active">
        <i
          className={`block h-full rounded-[2px] ${used >= NEARLY_USED ? "bg-warning" : "bg-ink-2"}`}
          style={{ width: `${used}%` }}
        />
      </span>
    </li>
  );
}
