/** Where an event source begins, or why it cannot: everything that is decided before the first byte; pure. */
import { InvalidRequestError, StreamTrimmedError } from "#server/domain/runErrors.ts";

/** `$` = only what comes from now on. */
export type StreamCursor = number | "$";

export type StreamFacts = {
  runId: string;
  cursor: StreamCursor;
  settled: boolean;
  /** The last seq that the archive holds. */
  archived: number;
  /** The last seq that the Redis stream ever held; null = there is no stream. */
  streamLast: number | null;
  /** The first seq after the cursor that the Redis stream holds. */
  nextHeld: number | null;
  /** The cursor is ahead of both stores, and Redis evidently lost what it was before that was archived. */
  maybeSeen: boolean;
};

/** Last-Event-ID beats `from`: it is what a reconnecting client really saw. */
export function readCursor(lastEventId: string | null, from: string | null): StreamCursor {
  const given = lastEventId ? { name: "Last-Event-ID", text: lastEventId } : { name: "from", text: from ?? "$" };
  if (given.text === "$" && given.name === "from") return "$";
  const match = /^(\d{1,15})(-0)?$/.exec(given.text);
  if (!match)
    throw new InvalidRequestError(`${given.name} must be the id of an event, like 12-0.`, [
      { path: given.name, message: "must be the id of an event, like 12-0" },
    ]);
  return Number(match[1]);
}

/** `over` = the run is settled and nothing is left to send. */
export function streamStart(facts: StreamFacts): { after: number; over: boolean } {
  const last = Math.max(facts.archived, facts.streamLast ?? 0);
  const after = facts.cursor === "$" ? last : facts.cursor;
  if (after > last && !facts.maybeSeen)
    throw new InvalidRequestError(`The run has no event ${after}-0 yet; its last is ${last}-0.`, [
      { path: "from", message: "is ahead of the run" },
    ]);
  // Who has seen what is lost waits: the holder gives Redis those events again, or whoever takes over states a gap.
  if (after >= last) return { after, over: facts.settled };
  // A lifecycle event is archived a moment before Redis has it: behind the stream's end nothing was trimmed.
  const atTheEnd = facts.streamLast !== null && after >= facts.streamLast;
  if (!atTheEnd && facts.nextHeld !== after + 1)
    throw new StreamTrimmedError({
      lastEventId: `${after}-0`,
      earliestEventId: facts.nextHeld === null ? null : `${facts.nextHeld}-0`,
      eventsUrl: `/api/runs/${facts.runId}/events?after=${after}`,
    });
  return { after, over: false };
}
