/** The archive of events: append-only compressed chunks in Postgres, the record that every reader can fall back to. */
import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import { eventText, rememberText } from "#server/domain/eventText.ts";
import type { Gap } from "#server/domain/run.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import { database, type Transaction } from "./database.ts";

const CHUNKS_AT_ONCE = 50; // many small chunks in one answer, few large ones in memory

export type EventChunk = { firstSeq: number; lastSeq: number; rows: number; bytes: number; content: Buffer };

const compress = promisify(gzip);

/** Before the transaction, and on a thread of its own: neither the row nor whoever else works here waits for it. */
export async function packEvents(events: readonly RunEvent[]): Promise<EventChunk | null> {
  const first = events[0];
  const last = events.at(-1);
  if (!first || !last) return null;
  const text = Buffer.from(events.map(eventText).join("\n"));
  const content = await compress(text, { level: 1 });
  return { firstSeq: first.seq, lastSeq: last.seq, rows: events.length, bytes: text.length, content };
}

/** Adds a chunk; the caller's transaction has just moved `archived_to`, which is what makes this happen once. */
export async function appendChunk(tx: Transaction, runId: string, chunk: EventChunk | null): Promise<void> {
  if (!chunk) return;
  await tx.$executeRaw`
    INSERT INTO event_chunk (run_id, first_seq, last_seq, first_row, rows, bytes, content)
    VALUES (${runId}, ${chunk.firstSeq}, ${chunk.lastSeq},
      coalesce((SELECT first_row + rows FROM event_chunk WHERE run_id = ${runId} ORDER BY first_seq DESC LIMIT 1), 0),
      ${chunk.rows}, ${chunk.bytes}, ${chunk.content})`;
}

/**
 * Archived events after a seq, in order, at most `limit`. The first chunk is found from the key, not by walking all that
 * lie before it, and the row counts say which others are needed. Seqs from outside may be larger than the column.
 */
export async function readArchive(runId: string, range: { after: number; limit: number }): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  let after = range.after;
  while (events.length < range.limit) {
    const chunks = await database().$queryRaw<{ last_seq: number; content: Uint8Array }[]>`
      WITH start AS (
        SELECT first_seq, first_row + rows AS next_row FROM event_chunk
        WHERE run_id = ${runId} AND last_seq > ${after}::bigint AND first_seq >= coalesce(
          (SELECT max(first_seq) FROM event_chunk WHERE run_id = ${runId} AND first_seq <= ${after}::bigint), 0)
        ORDER BY first_seq LIMIT 1
      )
      SELECT c.last_seq, c.content FROM event_chunk c, start
      WHERE c.run_id = ${runId} AND c.first_seq >= start.first_seq AND c.first_row < start.next_row + ${range.limit}::bigint
      ORDER BY c.first_seq LIMIT ${CHUNKS_AT_ONCE}`;
    for (const chunk of chunks) {
      for (const line of gunzipSync(chunk.content).toString("utf8").split("\n")) {
        const event = rememberText(JSON.parse(line) as StoredEvent, line); // only appendChunk writes here
        if (event.seq > range.after && events.length < range.limit) events.push(event);
      }
      after = chunk.last_seq;
      if (events.length >= range.limit) break;
    }
    if (chunks.length < CHUNKS_AT_ONCE) break;
  }
  return events;
}

/** The stated gaps that touch seqs after `after`. */
export async function listGaps(runId: string, after: number): Promise<Gap[]> {
  return database().$queryRaw<Gap[]>`
    SELECT from_seq AS "from", to_seq AS "to", reason FROM gap
    WHERE run_id = ${runId} AND to_seq > ${after}::bigint ORDER BY from_seq`;
}
