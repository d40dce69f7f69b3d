/** What live subscriptions yield: of one run its events in order, old output without its text, a stated gap, its new summary; of all runs what changed. */
import type { OutputPassage } from "./outputPassage.ts";
import type { Overview } from "./overview.ts";
import type { Gap, RunSnapshot, RunSummary } from "./run.ts";
import type { StoredEvent } from "./runEvents.ts";

export type RunFrame =
  | { kind: "events"; events: StoredEvent[] }
  | { kind: "gap"; gap: Gap }
  /** Only to those who asked for a lean log. */
  | { kind: "passage"; passage: OutputPassage }
  | { kind: "summary"; run: RunSnapshot };

export type FeedFrame =
  /** Runs that changed, each once, as they are now; an older `rev` than one that is known says nothing. */
  | { kind: "runs"; runs: RunSummary[] }
  | { kind: "overview"; overview: Overview }
  /** What changed before this cannot be told: read what is shown anew. */
  | { kind: "reset" };
