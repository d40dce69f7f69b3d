/** Something that goes on, and for how long by now: the only part of the transcript that ticks. */
"use client";

import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { useNow } from "#components/ui/clock.tsx";
import { formatDuration } from "#components/ui/format.ts";

export function Running({ since, verb }: { since: string; verb: string }) {
  const now = useNow();
  return (
    <span className="inline-flex items-center gap-1.5 font-medium whitespace-nowrap text-signal-text [&_svg]:size-3.5">
      <StatusIcon status="running" /> {verb} {formatDuration(now - Date.parse(since))}
    </span>
  );
}
