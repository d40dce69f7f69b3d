/** What the account's limits were when a turn last told of them. */
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { formatDuration } from "#components/ui/format.ts";

export type RateWindow = { name: string; usedPercent: number; resetsAt: string | null };
export type RateLimits = { at: string; plan: string | null; windows: readonly RateWindow[] };

export function findRateLimits(events: readonly StoredEvent[]): RateLimits | null {
  const stored = events.findLast((event) => event.type === "rate_limits");
  const event = stored && toKnownEvent(stored);
  if (event?.type !== "rate_limits" || !Array.isArray(event.windows) || event.windows.length === 0) return null;
  return {
    at: event.ts,
    plan: event.planType ?? null,
    windows: event.windows.map(({ name, usedPercent, windowMinutes, resetsAt }) => ({
      name: toWindowName(name, windowMinutes),
      usedPercent,
      resetsAt,
    })),
  };
}

const MINUTE_MS = 60_000;

/** `primary` says nothing to people: the length of the window does. */
function toWindowName(name: string, minutes: number | null): string {
  if (minutes === null) return name;
  if (minutes === 10_080) return "Week";
  if (minutes % 1_440 === 0) return minutes === 1_440 ? "Day" : `${minutes / 1_440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? "Hour" : `${minutes / 60} hours`;
  return formatDuration(minutes * MINUTE_MS);
}
