/** The times of a row that tick: each reads the clock by itself, so that a second redraws words and no rows. */
"use client";

import type { RunSummary } from "#server/domain/run.ts";
import { useNow } from "#components/ui/clock.tsx";
import { formatAge, formatDuration } from "#components/ui/format.ts";
import { elapsedMs, queuedMs } from "#components/runs/runTimes.ts";

export function Age({ at }: { at: string }) {
  return formatAge(at, useNow());
}

export function Elapsed({ run }: { run: RunSummary }) {
  return formatDuration(elapsedMs(run, useNow()));
}

export function Queued({ run }: { run: RunSummary }) {
  return formatDuration(queuedMs(run, useNow()));
}

/** `in 4m 10s`; nothing when it is due. */
export function Until({ at }: { at: string }) {
  const ms = Date.parse(at) - useNow();
  return ms > 0 ? `in ${formatDuration(ms)}` : "due now";
}

/** How long something has lasted. */
export function Since({ at }: { at: string }) {
  return formatDuration(Math.max(0, useNow() - Date.parse(at)));
}
