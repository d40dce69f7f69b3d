/** The live log of a run: fenced appends under explicit ids, reads by seq, trimming and expiry. */
import { eventText } from "#server/domain/eventText.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { appendEventsLua } from "./lua/appendEventsLua.ts";
import { trimStreamLua } from "./lua/trimStreamLua.ts";
import { connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import type { Lease } from "./runLease.ts";
import { createScript } from "./script.ts";
import { findStreamFacts } from "./streamFacts.ts";
import { toStoredEvent } from "./toStoredEvent.ts";

export type AppendResult =
  | { result: "appended"; last: number }
  | { result: "lost" }
  | { result: "missing" }
  /** The stream ends before `expectedLast`: nothing was written, append from `last + 1`. */
  | { result: "behind"; last: number };

const append = createScript(appendEventsLua);
const trim = createScript(trimStreamLua);

/** Events that the stream has already (a retry whose answer got lost) are recognised by their seq and skipped. */
export async function appendEvents(
  lease: Lease,
  { expectedLast, events }: { expectedLast: number; events: readonly StoredEvent[] },
): Promise<AppendResult> {
  const { runId, token } = lease;
  const client = await connected("publish");
  const reply = (await append(client, {
    keys: [redisKeys.events(runId), redisKeys.lock(runId), redisKeys.meta(runId)],
    args: [token, runId, expectedLast, ...events.flatMap((one) => [one.seq, one.type, one.ts, eventText(one)])],
  })) as ["lost"] | ["missing"] | ["behind" | "appended", number];
  return reply[0] === "lost" || reply[0] === "missing" ? { result: reply[0] } : { result: reply[0], last: reply[1] };
}

/** What the stream holds after a seq, in order; events that were trimmed or lost are simply not there. */
export async function readStream(
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<StoredEvent[]> {
  const client = await connected("read");
  const entries = await client.xrange(redisKeys.events(runId), `${after + 1}-0`, "+", "COUNT", limit);
  return entries.flatMap(([, fields]) => toStoredEvent(fields)?.event ?? []);
}

/** Null without a stream. `last` outlives trimming; `first` of a stream without entries is the seq that comes next. */
export async function streamEnds(runId: string): Promise<{ first: number; last: number; length: number } | null> {
  const facts = await findStreamFacts(await connected("read"), redisKeys.events(runId));
  if (!facts) return null;
  const last = Number.parseInt(facts.lastId, 10);
  return { first: facts.firstId ? Number.parseInt(facts.firstId, 10) : last + 1, last, length: facts.length };
}

/** The caller knows that everything before `keepFrom` is archived. False when the lock is not its own. */
export async function trimStream({ runId, token }: Lease, { keepFrom }: { keepFrom: number }): Promise<boolean> {
  const client = await connected("publish");
  const keys = [redisKeys.events(runId), redisKeys.lock(runId)];
  return (await trim(client, { keys, args: [token, `${keepFrom}-0`] })) !== -1;
}

/** For a settled run: from now on everything is served from Postgres. */
export async function expireStreams(
  runId: string,
  { streamMs, metaMs }: { streamMs: number; metaMs: number },
): Promise<void> {
  const client = await connected("publish");
  await Promise.all([
    client.pexpire(redisKeys.events(runId), streamMs),
    client.pexpire(redisKeys.control(runId), streamMs),
    client.pexpire(redisKeys.subscribers(runId), streamMs),
    client.pexpire(redisKeys.meta(runId), metaMs),
  ]);
}

/** Before their time, of settled runs: what the archive is about to lose must not be told from here. */
export async function forgetStreams(runIds: string[]): Promise<void> {
  const keys = [redisKeys.events, redisKeys.control, redisKeys.subscribers];
  const client = await connected("publish");
  await client.unlink(...runIds.flatMap((runId) => keys.map((key) => key(runId))));
}
