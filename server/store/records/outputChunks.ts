/** The chunks that a turn's output is stored in, found by byte and by line through their key. */
import { gunzipSync } from "node:zlib";
import { database } from "./database.ts";
import type { OutputPlace } from "./outputStore.ts";

export type OutputChunk = {
  firstByte: number;
  /** How many lines ended before it: the number, from 0, of the line that its first byte belongs to. */
  firstLine: number;
  /** How many end in it. */
  lines: number;
  bytes: Buffer;
};

type Row = { first_byte: bigint; first_line: bigint; lines: number; content: Uint8Array };

const toChunk = ([row]: Row[]): OutputChunk | null =>
  row
    ? {
        firstByte: Number(row.first_byte),
        firstLine: Number(row.first_line),
        lines: row.lines,
        bytes: gunzipSync(row.content),
      }
    : null;

export const endOfChunk = ({ firstByte, bytes }: OutputChunk): number => firstByte + bytes.length;

/** The one that holds a byte; of a byte that was cut or never printed, the one before it. */
export async function findChunkAt(runId: string, place: OutputPlace, byte: number): Promise<OutputChunk | null> {
  return toChunk(
    await database().$queryRaw<Row[]>`
      SELECT first_byte, first_line, lines, content FROM output_chunk
      WHERE run_id = ${runId} AND turn = ${place.turn} AND stream = ${place.stream} AND first_byte <= ${byte}::bigint
      ORDER BY first_byte DESC LIMIT 1`,
  );
}

/** The first one from a byte on. */
export async function findChunkFrom(runId: string, place: OutputPlace, byte: number): Promise<OutputChunk | null> {
  return toChunk(
    await database().$queryRaw<Row[]>`
      SELECT first_byte, first_line, lines, content FROM output_chunk
      WHERE run_id = ${runId} AND turn = ${place.turn} AND stream = ${place.stream} AND first_byte >= ${byte}::bigint
      ORDER BY first_byte LIMIT 1`,
  );
}

/** The first one from a byte on in which a line ends: what lies between belongs to one line, however long it is. */
export async function findLineEndFrom(runId: string, place: OutputPlace, byte: number): Promise<OutputChunk | null> {
  return toChunk(
    await database().$queryRaw<Row[]>`
      SELECT first_byte, first_line, lines, content FROM output_chunk
      WHERE run_id = ${runId} AND turn = ${place.turn} AND stream = ${place.stream} AND first_byte >= ${byte}::bigint
        AND lines > 0
      ORDER BY first_byte LIMIT 1`,
  );
}

/** The last one that begins before a line does: the line feed before that line is in it, or was cut behind it. */
export async function findChunkBefore(runId: string, place: OutputPlace, line: number): Promise<OutputChunk | null> {
  return toChunk(
    await database().$queryRaw<Row[]>`
      SELECT first_byte, first_line, lines, content FROM output_chunk
      WHERE run_id = ${runId} AND turn = ${place.turn} AND stream = ${place.stream} AND first_line < ${line}::bigint
      ORDER BY first_byte DESC LIMIT 1`,
  );
}

/** From where to where what is stored goes that touches a range, and whether something was cut in between. */
export async function findStoredRange(
  runId: string,
  place: OutputPlace,
  { from, to }: { from: number; to: number },
): Promise<{ from: number; to: number; holes: boolean } | null> {
  const [row] = await database().$queryRaw<{ begin: bigint | null; end: bigint; bytes: bigint }[]>`
    SELECT min(first_byte) AS begin, max(first_byte + bytes) AS "end", sum(bytes)::bigint AS bytes FROM output_chunk
    WHERE run_id = ${runId} AND turn = ${place.turn} AND stream = ${place.stream} AND first_byte < ${to}::bigint
      AND first_byte >= coalesce((SELECT max(first_byte) FROM output_chunk WHERE run_id = ${runId}
        AND turn = ${place.turn} AND stream = ${place.stream} AND first_byte <= ${from}::bigint), 0)`;
  if (!row || row.begin === null) return null;
  return { from: Number(row.begin), to: Number(row.end), holes: row.end - row.begin !== row.bytes };
}

/** What is stored of a run, of one turn or of all, in the order of the turns. */
export async function listOutputPlaces(runId: string, turn: number | null): Promise<OutputPlace[]> {
  return database().$queryRaw<OutputPlace[]>`
    SELECT DISTINCT turn, stream FROM output_chunk
    WHERE run_id = ${runId} AND (${turn}::int IS NULL OR turn = ${turn}::int) ORDER BY turn, stream DESC`;
}
