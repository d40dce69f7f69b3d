/** What the live subscription of a run yields: events in order, a stated gap, or the run's new summary. */
import type { Gap, RunSnapshot } from "./run.ts";
import type { StoredEvent } from "./runEvents.ts";

export type RunFrame =
  { kind: "events"; events: StoredEvent[] } | { kind: "gap"; gap: Gap } | { kind: "summary"; run: RunSnapshot };
