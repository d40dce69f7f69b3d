/** Takes logs away that are kept no longer: a bounded step at a time, by one worker at a time, each step whole and stated. */
import { gunzipSync, gzipSync } from "node:zlib";
import { systemActor } from "#server/domain/actor.ts";
import type { Removed } from "#server/domain/keeping.ts";
import { REMOVE_ADVISORY_LOCK, REMOVE_ROWS_AT_ONCE, REMOVE_RUNS_AT_ONCE } from "#server/domain/limits.ts";
import { database, Prisma, type Transaction } from "./database.ts";
import { isRemovable, keepDays, removalOrder } from "./keepRule.ts";
import { removePrompts } from "./promptRemoval.ts";

/** The next whose time has come, the oldest first. */
export async function listRemovable(project: { projectId: string; days: number }): Promise<string[]> {
  const rows = await database().$queryRaw<{ id: string }[]>`
    SELECT r.id FROM run r
    WHERE r.project_id = ${project.projectId}::uuid AND ${isRemovable(Prisma.sql`${project.days}::int`)}
    ORDER BY ${removalOrder} LIMIT ${REMOVE_RUNS_AT_ONCE}`;
  return rows.map((row) => row.id);
}

/** `runs` are those that are done; `rows` says whether anything was. */
export type RemovalStep = Removed & { rows: number };
type Part = { rows: number; events: number; bytes: number };

/** In this order: no event that is shown names output that is gone. */
const removals = [removeEvents, leaveLastEvents, removeOutput, removePrompts];

/**
 * One step on these runs, as far as they still may go and nobody else has them locked. What it leaves, the next one
 * takes: events go in order and the gap grows with them, so the log is true after each step, whoever does the next one.
 * `atOnce`: the chunks and prompts that it takes at most. "busy" = another worker is at it.
 */
export async function removeStep(
  runIds: string[],
  { setting, atOnce = REMOVE_ROWS_AT_ONCE }: { setting: number | null; atOnce?: number },
): Promise<RemovalStep | "busy"> {
  return database().$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${REMOVE_ADVISORY_LOCK}) AS mine`;
    if (!lock?.mine) return "busy";
    const locked = await tx.$queryRaw<{ id: string }[]>`
      SELECT r.id FROM run r JOIN project p ON p.id = r.project_id
      WHERE r.id = ANY(${runIds}) AND ${isRemovable(keepDays({ setting }))}
      ORDER BY r.settled_at, r.id FOR UPDATE OF r SKIP LOCKED`;
    const ids = locked.map((row) => row.id);
    const removed: RemovalStep = { runs: 0, events: 0, bytes: 0, rows: 0 };
    if (ids.length === 0) return removed;
    for (const removePart of removals) {
      const part = await removePart(tx, ids, atOnce - removed.rows);
      removed.rows += part.rows;
      removed.events += part.events;
      removed.bytes += part.bytes;
      if (removed.rows >= atOnce) return removed;
    }
    await sayRemoved(tx, ids, setting);
    return { ...removed, runs: ids.length, rows: removed.rows + ids.length };
  });
}

/** All chunks but the one that says how the run ended. */
async function removeEvents(tx: Transaction, ids: string[], room: number): Promise<Part> {
  const gone = await tx.$queryRaw<{ id: string; rows: number; events: number; bytes: number }[]>`
    WITH old AS MATERIALIZED (
      SELECT c.run_id, c.first_seq FROM unnest(${ids}::text[]) AS one(id) JOIN run r ON r.id = one.id
      CROSS JOIN LATERAL (
        SELECT e.run_id, e.first_seq FROM event_chunk e WHERE e.run_id = r.id AND e.last_seq < r.archived_to
        ORDER BY e.first_seq LIMIT ${room}) c
      LIMIT ${room}
    ),
    gone AS (
      DELETE FROM event_chunk c USING old WHERE c.run_id = old.run_id AND c.first_seq = old.first_seq
      RETURNING c.run_id, c.rows, pg_column_size(c.content) AS bytes
    )
    SELECT run_id AS id, count(*)::int AS rows, sum(rows)::float8 AS events, sum(bytes)::float8 AS bytes
    FROM gone GROUP BY run_id`;
  await stateRemovedEvents(
    tx,
    gone.map((run) => run.id),
  );
  return sum(gone);
}

async function removeOutput(tx: Transaction, ids: string[], room: number): Promise<Part> {
  const gone = await tx.$queryRaw<Omit<Part, "events">[]>`
    WITH old AS MATERIALIZED (
      SELECT c.* FROM unnest(${ids}::text[]) AS one(id)
      CROSS JOIN LATERAL (
        SELECT o.run_id, o.turn, o.stream, o.first_byte FROM output_chunk o WHERE o.run_id = one.id
        ORDER BY o.turn, o.stream, o.first_byte LIMIT ${room}) c
      LIMIT ${room}
    ),
    gone AS (
      DELETE FROM output_chunk c USING old
      WHERE c.run_id = old.run_id AND c.turn = old.turn AND c.stream = old.stream AND c.first_byte = old.first_byte
      RETURNING pg_column_size(c.content) AS bytes
    )
    SELECT count(*)::int AS rows, coalesce(sum(bytes), 0)::float8 AS bytes FROM gone`;
  return sum(gone.map((part) => ({ ...part, events: 0 })));
}

type LastChunk = { run_id: string; first_seq: number; rows: number; bytes: number };

/** Every log still ends with how it ended. A chunk that cannot be read stays as it is: its events are then not gone. */
async function leaveLastEvents(tx: Transaction, ids: string[]): Promise<Part> {
  const chunks = await tx.$queryRaw<LastChunk[]>`
    SELECT c.run_id, c.first_seq, c.rows, pg_column_size(c.content)::int AS bytes
    FROM event_chunk c JOIN run r ON r.id = c.run_id
    WHERE r.id = ANY(${ids}) AND c.last_seq = r.archived_to AND c.rows > 1`;
  const ends: (LastChunk & { line: Buffer })[] = [];
  for (const chunk of chunks) {
    const line = await readLastLine(tx, chunk);
    if (line !== null) ends.push({ ...chunk, line });
  }
  const contents = ends.map(({ line }) => gzipSync(line, { level: 1 }).toString("base64"));
  await tx.$executeRaw`
    UPDATE event_chunk c SET first_seq = c.last_seq, first_row = c.first_row + c.rows - 1, rows = 1,
      bytes = one.bytes, content = decode(one.content, 'base64')
    FROM unnest(${ends.map((end) => end.run_id)}::text[], ${ends.map((end) => end.first_seq)}::int[],
      ${ends.map((end) => end.line.length)}::int[], ${contents}::text[]) AS one(run_id, first_seq, bytes, content)
    WHERE c.run_id = one.run_id AND c.first_seq = one.first_seq`;
  await stateRemovedEvents(
    tx,
    ends.map((end) => end.run_id),
  );
  return sum(ends.map(({ rows, bytes }) => ({ rows: 1, events: rows - 1, bytes })));
}

/** One chunk at a time: some hold many megabytes. */
async function readLastLine(tx: Transaction, { run_id, first_seq }: LastChunk): Promise<Buffer | null> {
  const [chunk] = await tx.$queryRaw<{ content: Uint8Array }[]>`
    SELECT content FROM event_chunk WHERE run_id = ${run_id} AND first_seq = ${first_seq}`;
  return chunk ? lastLine(chunk.content) : null;
}

function lastLine(content: Uint8Array): Buffer | null {
  try {
    const text = gunzipSync(content);
    return text.subarray(text.lastIndexOf("\n") + 1);
  } catch {
    return null;
  }
}

/** From the first number to the one before what is left, but for what was lost before: that keeps its own reason. */
async function stateRemovedEvents(tx: Transaction, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`DELETE FROM gap WHERE run_id = ANY(${ids}) AND reason = 'retention'`;
  await tx.$executeRaw`
    INSERT INTO gap (run_id, from_seq, to_seq, reason)
    SELECT one.id, lower(part), upper(part) - 1, 'retention' FROM unnest(${ids}::text[]) AS one(id)
    CROSS JOIN LATERAL (SELECT first_seq FROM event_chunk WHERE run_id = one.id ORDER BY first_seq LIMIT 1) c
    CROSS JOIN LATERAL unnest(int4multirange(int4range(1, c.first_seq)) - coalesce(
      (SELECT range_agg(int4range(g.from_seq, g.to_seq, '[]')) FROM gap g WHERE g.run_id = one.id), '{}')) AS part`;
}

async function sayRemoved(tx: Transaction, ids: string[], setting: number | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE run SET log_removed_at = now(), rev = rev + 1, updated_at = now() WHERE id = ANY(${ids})`;
  await tx.$executeRaw`
    INSERT INTO audit_entry (id, at, actor, action, run_id, detail, result)
    SELECT gen_random_uuid(), now(), ${JSON.stringify(systemActor)}::jsonb, 'remove-log', r.id,
      jsonb_build_object('keepDays', ${keepDays({ setting })}), r.status
    FROM run r JOIN project p ON p.id = r.project_id WHERE r.id = ANY(${ids})`;
}

function sum(parts: Part[]): Part {
  const total = { rows: 0, events: 0, bytes: 0 };
  for (const part of parts) {
    total.rows += part.rows;
    total.events += part.events;
    total.bytes += part.bytes;
  }
  return total;
}
