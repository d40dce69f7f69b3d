/** When a viewer's summary is read anew: within a second of what moves a row, once more a second later, else now and then. */
import { SUMMARY_EVERY_MS, SUMMARY_LOOK_MS } from "#server/domain/limits.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";

export type SummaryPace = { passed(events: StoredEvent[]): void; dueInMs(): number; started(): void };

/** Items and output come by the thousand and move nothing but the last activity. */
function movesRow(event: StoredEvent): boolean {
  return event.type.startsWith("run_") || (event.type.startsWith("turn_") && event.type !== "turn_item");
}

export function createSummaryPace(): SummaryPace {
  let startedAt = performance.now();
  let changed = false;
  let again = false; // a row may move a moment after its event
  return {
    passed(events) {
      changed ||= events.some(movesRow);
    },
    dueInMs: () => startedAt + (changed || again ? SUMMARY_EVERY_MS : SUMMARY_LOOK_MS) - performance.now(),
    started() {
      startedAt = performance.now();
      again = changed;
      changed = false;
    },
  };
}
