/** How long something runs already, ticking by itself, so that nothing around it is drawn anew. */
"use client";

import { useNow } from "#components/ui/clock.tsx";
import { formatDuration } from "#components/ui/format.ts";

export function Elapsed({ since }: { since: string }) {
  return <span>{formatDuration(useNow() - Date.parse(since))}</span>;
}
