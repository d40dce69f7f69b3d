/** How long what crashed waits before it is started again: the longer, the more often it did in a row. */
import { RESTART_BACKOFF_MS } from "#server/domain/limits.ts";

export function backoffMs(crashes: number): number {
  return RESTART_BACKOFF_MS[Math.min(crashes, RESTART_BACKOFF_MS.length) - 1] ?? RESTART_BACKOFF_MS[0];
}
