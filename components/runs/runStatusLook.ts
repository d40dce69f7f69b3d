/** The one table of what a status and an outcome are called and coloured. Icons: StatusIcon, OutcomeIcon. */
import type { Outcome } from "#server/domain/outcome.ts";
import type { PauseReason } from "#server/domain/pauseReasons.ts";
import type { WaitingCode } from "#server/domain/run.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";

type Look = {
  label: string;
  /** What it means, in a sentence. */
  says: string;
  color: string;
  /** Tables colour the label only where a person should look. */
  loud: boolean;
};

export const statusLook = {
  queued: { label: "Queued", says: "Accepted, waits for a worker.", color: "text-status-queued", loud: false },
  running: { label: "Running", says: "A worker holds it.", color: "text-status-running", loud: false },
  pausing: { label: "Pausing", says: "Finishes this turn, then pauses.", color: "text-status-pausing", loud: false },
  paused: { label: "Paused", says: "Holds no worker until it is resumed.", color: "text-status-paused", loud: false },
  cancelling: {
    label: "Cancelling",
    says: "Being stopped: signals go to every process of the turn.",
    color: "text-status-cancelling",
    loud: false,
  },
  cancelled: { label: "Cancelled", says: "Ended on request.", color: "text-status-cancelled", loud: false },
  completed: {
    label: "Completed",
    says: "Ended by itself. Says nothing about success: read the outcome.",
    color: "text-status-completed",
    loud: false,
  },
  failed: { label: "Failed", says: "Could not go on.", color: "text-status-failed", loud: true },
} as const satisfies Record<RunStatus, Look>;

export const outcomeLook = {
  verified: {
    label: "Verified",
    says: "Files changed and the check passed.",
    color: "text-outcome-verified",
    loud: true,
  },
  changed: {
    label: "Changed",
    says: "Files changed; no check passed afterwards.",
    color: "text-outcome-changed",
    loud: false,
  },
  "no-op": {
    label: "No-op",
    says: "Said there was nothing to do, and changed nothing.",
    color: "text-outcome-noop",
    loud: false,
  },
  empty: { label: "Empty", says: "Nothing changed and nothing was said.", color: "text-outcome-empty", loud: true },
  unknown: {
    label: "Unknown",
    says: "Commands ran whose effect on files was not compared.",
    color: "text-outcome-unknown",
    loud: false,
  },
} as const satisfies Record<Outcome, Look>;

/** Why a paused run stands still, in the words that fit below its status; loud only where somebody is asked something. */
export const pauseLook = {
  manual: { label: "By hand", loud: false },
  attention: { label: "Needs an answer", loud: true },
  budget: { label: "Budget used up", loud: false },
  error: { label: "After an error", loud: false },
  quota: { label: "Quota used up", loud: false },
} as const satisfies Record<PauseReason, { label: string; loud: boolean }>;

/** A worker of another version may know more of them: such a one stands for itself. */
export const pauseLookOf = (reason: PauseReason): { label: string; loud: boolean } =>
  Object.hasOwn(pauseLook, reason) ? pauseLook[reason] : { label: String(reason), loud: true };

const strange = (word: string): Look => ({
  label: word,
  says: "Another version of Codi calls it that.",
  color: "text-ink-2",
  loud: false,
});

/** A tab that is older than its server, or a web process than its workers, meets words that it does not know. */
export const statusLookOf = (status: RunStatus): Look =>
  Object.hasOwn(statusLook, status) ? statusLook[status] : strange(status);
export const outcomeLookOf = (outcome: Outcome): Look =>
  Object.hasOwn(outcomeLook, outcome) ? outcomeLook[outcome] : strange(outcome);

/** Why nothing happens now, as short; the sentence stands beside it. */
const waitingWords = {
  no_worker: "No worker for it",
  limit: "No free place",
  delay: "Between turns",
  backoff: "Tries again soon",
  quota: "Waits for quota",
  host_away: "Its host is away",
} as const satisfies Record<WaitingCode, string>;

export const waitingWordsOf = (code: WaitingCode): string =>
  Object.hasOwn(waitingWords, code) ? waitingWords[code] : String(code);

/** The same of a run that a worker holds: it waits for nothing but another one. */
export const abandonedWords = "Its worker is gone";
