/** One overview for all viewers of a process: many that ask within a moment are one read. */
import type { Overview } from "#server/domain/overview.ts";

/** A read under way serves everybody who asks meanwhile; a failed one serves nobody after them. */
export function createSharedOverview(
  read: () => Promise<Overview>,
  { freshMs, now }: { freshMs: number; now: () => number },
): () => Promise<Overview> {
  let held: { overview: Promise<Overview>; readAt: number } | null = null;
  return () => {
    if (held && now() - held.readAt < freshMs) return held.overview;
    const entry = { overview: read(), readAt: now() };
    held = entry;
    entry.overview.catch(() => {
      if (held === entry) held = null;
    });
    return entry.overview;
  };
}
