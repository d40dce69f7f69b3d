/** The archive of events: append-only compressed chunks in Postgres, the record that every reader can fall back to. */
import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import { eventText, rememberText } from "#server/domain/eventText.ts";
import { ARCHIVE_CHUNK_BYTES } from "#server/domain/limits.ts";
import { NEWLINE } from "#server/domain/newlines.ts";
import type { Gap } from "#server/domain/run.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import { database, type Transaction } from "./database.ts";

const CHUNKS_AT_ONCE = 50; // many small chunks in one answer, few large ones in memory

export type EventChunk = { firstSeq: number; lastSeq: number; rows: number; bytes: number; content: Buffer };

const compress = promisify(gzip);

/** Before the transaction, and on a thread of its own: neither the row nor whoever else works here waits for it. */
export async function packEvents(events: readonly RunEvent[]): Promise<EventChunk[]> {
  const chunks: EventChunk[] = [];
  for (const { first, last, lines } of toChunks(events)) {
    const text = Buffer.from(lines.join("\n"));
    const content = await compress(text, { level: 1 });
    chunks.push({ firstSeq: first, lastSeq: last, rows: lines.length, bytes: text.length, content });
  }
  return chunks;
}

type Part = { first: number; last: number; lines: string[]; length: number };

function toChunks(events: readonly RunEvent[]): Part[] {
  const parts: Part[] = [];
  for (const event of events) {
    const line = eventText(event);
    const open = parts.at(-1);
    if (open && open.length + line.length <= ARCHIVE_CHUNK_BYTES) {
      open.lines.push(line);
      open.length += line.length;
      open.last = event.seq;
    } else parts.push({ first: event.seq, last: event.seq, lines: [line], length: line.length });
  }
  return parts;
}

/** Adds chunks; the caller's transaction has just moved `archived_to`, which is what makes this happen once. */
export async function appendChunks(tx: Transaction, runId: string, chunks: readonly EventChunk[]): Promise<void> {
  for (const chunk of chunks)
    await tx.$executeRaw`
      INSERT INTO event_chunk (run_id, first_seq, last_seq, first_row, rows, bytes, content)
      VALUES (${runId}, ${chunk.firstSeq}, ${chunk.lastSeq},
        coalesce((SELECT first_row + rows FROM event_chunk WHERE run_id = ${runId} ORDER BY first_seq DESC LIMIT 1), 0),
        ${chunk.rows}, ${chunk.bytes}, ${chunk.content})`;
}

/** Each line by itself: as a part of one text it would keep all of that in memory. */
function* linesOf(bytes: Buffer): Generator<string> {
  let from = 0;
  for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
    yield bytes.toString("utf8", from, to);
    from = to + 1;
  }
  yield bytes.toString("utf8", from);
}

/**
 * Archived events after a seq, in order, at most `limit` and, but for the first, at most `maxBytes`. The first chunk is
 * found from the key, not by walking all that lie before it, and the row counts say which others are needed: no more
 * than the bytes allow. Seqs from outside may be larger than the column.
 */
export async function readArchive(
  runId: string,
  range: { after: number; limit: number; maxBytes?: number },
): Promise<StoredEvent[]> {
  const { limit, maxBytes = Number.MAX_SAFE_INTEGER } = range;
  const events: StoredEvent[] = [];
  let bytes = 0;
  let after = range.after;
  while (events.length < limit) {
    const chunks = await database().$queryRaw<{ last_seq: number; content: Uint8Array }[]>`
      WITH start AS (
        SELECT first_seq, first_row + rows AS next_row FROM event_chunk
        WHERE run_id = ${runId} AND last_seq > ${after}::bigint AND first_seq >= coalesce(
          (SELECT max(first_seq) FROM event_chunk WHERE run_id = ${runId} AND first_seq <= ${after}::bigint), 0)
        ORDER BY first_seq LIMIT 1
      ), near AS (
        SELECT c.first_seq, c.last_seq, sum(c.bytes) OVER (ORDER BY c.first_seq) - c.bytes AS before
        FROM event_chunk c, start
        WHERE c.run_id = ${runId} AND c.first_seq >= start.first_seq AND c.first_row < start.next_row + ${limit}::bigint
        ORDER BY c.first_seq LIMIT ${CHUNKS_AT_ONCE}
      )
      SELECT c.last_seq, c.content FROM event_chunk c, near
      WHERE c.run_id = ${runId} AND c.first_seq = near.first_seq AND near.before <= 2 * ${maxBytes}::bigint
      ORDER BY c.first_seq`;
    for (const chunk of chunks) {
      for (const line of linesOf(gunzipSync(chunk.content))) {
        const event = rememberText(JSON.parse(line) as StoredEvent, line); // only appendChunks writes here
        if (event.seq <= range.after) continue;
        if (events.length >= limit || (events.length > 0 && bytes + line.length > maxBytes)) return events;
        bytes += line.length;
        events.push(event);
      }
      after = chunk.last_seq;
    }
    if (chunks.length === 0) break;
  }
  return events;
}

/** The stated gaps that touch seqs after `after`. */
export async function listGaps(runId: string, after: number): Promise<Gap[]> {
  return database().$queryRaw<Gap[]>`
    SELECT from_seq AS "from", to_seq AS "to", reason FROM gap
    WHERE run_id = ${runId} AND to_seq > ${after}::bigint ORDER BY from_seq`;
}
