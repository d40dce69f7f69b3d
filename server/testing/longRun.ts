/** A settled run with a log of any length: what it was is replaced in the record, as if its turns had printed all that. */
import { closeRedis, connected } from "#server/store/live/redis.ts";
import { redisKeys } from "#server/store/live/redisKeys.ts";
import { closeDatabase, database } from "#server/store/records/database.ts";
import { appendChunks, packEvents } from "#server/store/records/eventArchive.ts";
import { appendOutputChunk } from "#server/store/records/outputStore.ts";
import type { RunEvent, RunEventBody } from "#server/domain/runEvents.ts";
import { LINE_BYTES, lineText } from "./longLines.ts";

const CHUNK_LINES = 4_000; // chunks of a quarter of a megabyte, as workers write them
const EVENTS_AT_ONCE = 2_000;
const SHOWN_LINES = 20; // of each second; the live feed skips the rest
const ROUND_LINES = 200;

const linesOf = (turn: number, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `${lineText(turn, from + index)}\n`).join("");

/** Answers how many events the log has now. */
export async function makeLong(
  runId: string,
  { turns, lines, shownOnly = false }: { turns: number; lines: number; shownOnly?: boolean },
): Promise<number> {
  const sql = database();
  await sql.$transaction([
    sql.eventChunk.deleteMany({ where: { runId } }),
    sql.outputChunk.deleteMany({ where: { runId } }),
  ]);
  await (await connected("publish")).del(redisKeys.events(runId));
  const log = toWriter(runId);
  await log.add({ type: "run_started", config: {} });
  for (let turn = 1; turn <= turns; turn += 1) {
    await log.add({ type: "turn_started", turn, try: 1, pid: 1, promptBytes: 1, promptHash: "h" });
    const round = shownOnly ? SHOWN_LINES : ROUND_LINES;
    for (let from = 0; from < lines; from += round) {
      const offset = from * LINE_BYTES;
      const shown = Math.min(SHOWN_LINES, lines - from);
      const text = linesOf(turn, from, shown);
      await log.add({ type: "subprocess_output", turn, stream: "stdout", text, offset });
      const rest = Math.min(round, lines - from) - shown;
      const skipped = { offset: offset + shown * LINE_BYTES, bytes: rest * LINE_BYTES };
      if (rest > 0) await log.add({ type: "output_skipped", turn, stream: "stdout", ...skipped });
    }
    for (let from = 0; from < lines; from += CHUNK_LINES) {
      const count = Math.min(CHUNK_LINES, lines - from);
      const bytes = Buffer.from(linesOf(turn, from, count));
      const place = { turn, stream: "stdout" as const, firstByte: from * LINE_BYTES, firstLine: from };
      await appendOutputChunk({ runId, claim: 2_147_483_647, ...place, bytes, lines: count });
    }
    await log.add({ type: "turn_completed", turn, durationMs: 1_000, tokenUsage: null });
  }
  await log.add({ type: "run_completed", outcome: "changed", stopReason: "max_turns" });
  return log.end();
}

export async function closeLongRuns(): Promise<void> {
  await Promise.all([closeDatabase(), closeRedis()]);
}

/** Numbers events and archives them in chunks; the row says in the end how many there are. */
function toWriter(runId: string) {
  let seq = 0;
  let waiting: RunEvent[] = [];
  const flush = async () => {
    const events = waiting;
    waiting = [];
    const chunks = await packEvents(events);
    await database().$transaction((tx) => appendChunks(tx, runId, chunks));
  };
  return {
    async add(body: RunEventBody): Promise<void> {
      seq += 1;
      waiting.push({ ...body, runId, seq, ts: new Date(1_790_000_000_000 + seq).toISOString() });
      if (waiting.length >= EVENTS_AT_ONCE) await flush();
    },
    async end(): Promise<number> {
      await flush();
      await database().run.update({ where: { id: runId }, data: { archivedTo: seq, seqReserved: seq } });
      return seq;
    },
  };
}
