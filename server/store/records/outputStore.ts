/** What turns printed: redacted bytes in compressed chunks, append-only, readable while the turn runs. */
import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import { bulkQuery } from "./bulkDatabase.ts";
import { database } from "./database.ts";

export type OutputStream = "stdout" | "stderr";
export type OutputPlace = { turn: number; stream: OutputStream };
export type NewOutputChunk = OutputPlace & {
  runId: string;
  claim: number;
  firstByte: number;
  firstLine: number;
  bytes: Buffer;
  lines: number;
};

const compress = promisify(gzip);

/**
 * Stores a chunk once, whoever repeats it; false = a higher claim holds the run, or its log is removed already. The row
 * of a settled run is locked, so that its log is not removed meanwhile; a running one is not: nobody waits for nobody.
 */
export async function appendOutputChunk(chunk: NewOutputChunk): Promise<boolean> {
  const content = await compress(chunk.bytes, { level: 1 }); // on a thread of its own: other runs go on meanwhile
  const rows = await bulkQuery<{ mine: boolean }>`
    WITH settled AS (
      SELECT log_removed_at FROM run WHERE id = ${chunk.runId} AND settled_at IS NOT NULL FOR KEY SHARE
    ),
    owner AS (
      SELECT claim <= ${chunk.claim}::int AND NOT EXISTS (SELECT FROM settled WHERE log_removed_at IS NOT NULL) AS mine
      FROM run WHERE id = ${chunk.runId}
    ),
    added AS (
      INSERT INTO output_chunk (run_id, turn, stream, first_byte, first_line, bytes, lines, content)
      SELECT ${chunk.runId}::text, ${chunk.turn}::int, ${chunk.stream}::text, ${chunk.firstByte}::bigint,
        ${chunk.firstLine}::bigint, ${chunk.bytes.length}::int, ${chunk.lines}::int, ${content}::bytea
      FROM owner WHERE mine
      ON CONFLICT (run_id, turn, stream, first_byte) DO NOTHING
    )
    SELECT mine FROM owner`;
  return rows[0]?.mine ?? false;
}

/** Where the next byte and line of this stream belong: tries of one turn continue each other. */
export async function outputEnd(runId: string, place: OutputPlace): Promise<{ bytes: number; lines: number }> {
  const rows = await database().$queryRaw<{ bytes: bigint; lines: bigint }[]>`
    SELECT first_byte + bytes AS bytes, first_line + lines AS lines FROM output_chunk
    WHERE run_id = ${runId} AND turn = ${place.turn} AND stream = ${place.stream}
    ORDER BY first_byte DESC LIMIT 1`;
  return { bytes: Number(rows[0]?.bytes ?? 0), lines: Number(rows[0]?.lines ?? 0) };
}

/** Size of the stream as printed, and the part of it that was cut; null = nothing was stored. */
export async function outputSize(
  runId: string,
  place: OutputPlace,
): Promise<{ total: number; cut: { from: number; bytes: number } | null } | null> {
  const rows = await database().$queryRaw<
    { total: bigint | null; cut_from: bigint | null; cut_bytes: bigint | null }[]
  >`
    WITH chunk AS (
      SELECT first_byte, first_byte + bytes AS next, lag(first_byte + bytes, 1, 0::bigint) OVER (ORDER BY first_byte) AS before
      FROM output_chunk WHERE run_id = ${runId} AND turn = ${place.turn} AND stream = ${place.stream}
    )
    SELECT max(next) AS total, min(before) FILTER (WHERE first_byte > before) AS cut_from,
      sum(first_byte - before)::bigint AS cut_bytes FROM chunk`;
  const row = rows[0];
  if (!row || row.total === null) return null;
  return {
    total: Number(row.total),
    cut: row.cut_from === null ? null : { from: Number(row.cut_from), bytes: Number(row.cut_bytes) },
  };
}

/**
 * The stored bytes of [from, to), chunk by chunk, so that a big range never stands in memory. Each chunk is found from
 * the key: a turn of a day has one for every second of it.
 */
export async function* readOutput(
  runId: string,
  range: OutputPlace & { from: number; to: number },
): AsyncGenerator<Buffer> {
  let from = range.from;
  while (from < range.to) {
    const rows = await database().$queryRaw<{ first_byte: bigint; content: Uint8Array }[]>`
      SELECT first_byte, content FROM output_chunk
      WHERE run_id = ${runId} AND turn = ${range.turn} AND stream = ${range.stream}
        AND first_byte < ${range.to}::bigint AND first_byte + bytes > ${from}::bigint
        AND first_byte >= coalesce((SELECT max(first_byte) FROM output_chunk WHERE run_id = ${runId}
          AND turn = ${range.turn} AND stream = ${range.stream} AND first_byte <= ${from}::bigint), 0)
      ORDER BY first_byte LIMIT 1`;
    const row = rows[0];
    if (!row) return;
    const first = Number(row.first_byte);
    const bytes = gunzipSync(row.content);
    yield bytes.subarray(Math.max(0, from - first), range.to - first);
    from = first + bytes.length;
  }
}
