/** Keeps a tab that is open for days from growing: what was printed long ago loses its text, as if the log had been opened just now. */
import { EVENTS_PAGE_MAX, LEAN_KEPT_EVENTS } from "#server/domain/limits.ts";
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { RunEventStore } from "./runEventStore.ts";

const STEP = 4_000; // events between two times: each makes the page fold what is left anew

export type ReadPassages = (part: {
  after: number;
  limit: number;
}) => Promise<{ passages: OutputPassage[]; next: number }>;

/** Answers what is to be called when the log has grown. `openedAt`: how long it was when it was opened, and came lean. */
export function createForgetter(
  store: Pick<RunEventStore, "cursor" | "addPassages">,
  options: { openedAt: number; read: ReadPassages },
): () => void {
  let upTo = Math.max(0, options.openedAt - LEAN_KEPT_EVENTS); // everything before it came lean, or was asked about
  let asking = false;

  async function forget(to: number): Promise<void> {
    asking = true;
    try {
      while (upTo < to) {
        const page = await options.read({ after: upTo, limit: Math.min(EVENTS_PAGE_MAX, to - upTo) });
        if (page.passages.length > 0) store.addPassages(page.passages);
        if (page.next <= upTo) break;
        upTo = page.next;
      }
    } catch {
      // The text stays until the next time.
    } finally {
      asking = false;
    }
  }

  return () => {
    const to = store.cursor() - LEAN_KEPT_EVENTS;
    if (!asking && to - upTo >= STEP) void forget(to);
  };
}
