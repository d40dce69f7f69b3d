/** What one look at the stores says of a log after a cursor: the archive first, then Redis, else a stated gap, else how the run stands. */
import { eventText } from "#server/domain/eventText.ts";
import type { Gap } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { isSettled, type RunStatus } from "#server/domain/runStatus.ts";
import { readStream } from "./live/runEventLog.ts";
import { database } from "./records/database.ts";
import { listGaps, readArchive } from "./records/eventArchive.ts";

export type HistoryFrame = { kind: "events"; events: StoredEvent[] } | { kind: "gap"; gap: Gap };

/** `archivedTo`: how far the archive goes. */
export type RunStand = { settled: boolean; archivedTo: number };

/** Without a frame the log ends here for the moment; without a stand there is no such run. */
export type HistoryLook = { frame: HistoryFrame } | { frame: null; stand: RunStand | null };

/** The events that continue a cursor without a hole. */
function contiguous(events: StoredEvent[], after: number): StoredEvent[] {
  let next = after + 1;
  return events.filter((event) => event.seq === next && next++);
}

/** The first of them, and what else its bytes leave room for. */
function within(events: StoredEvent[], maxBytes: number): StoredEvent[] {
  let bytes = 0;
  const over = events.findIndex((event, index) => (bytes += eventText(event).length) > maxBytes && index > 0);
  return over < 0 ? events : events.slice(0, over);
}

export type LookBounds = { limit: number; maxBytes: number };

/** What comes next after a cursor: events, a stated gap, or null when the log ends here for the moment. */
export async function findNext(
  runId: string,
  after: number,
  { limit, maxBytes }: LookBounds,
): Promise<HistoryFrame | null> {
  const archived = await readArchive(runId, { after, limit, maxBytes });
  const fromArchive = contiguous(archived, after);
  if (fromArchive.length > 0) return { kind: "events", events: fromArchive };
  // Redis may be away: then the archive is the whole truth that can be told.
  const streamed = await readStream(runId, { after, limit }).catch((): StoredEvent[] => []);
  const fromStream = contiguous(streamed, after);
  if (fromStream.length > 0) return { kind: "events", events: within(fromStream, maxBytes) };
  const first = [archived[0]?.seq, streamed[0]?.seq].filter((seq) => seq !== undefined);
  const known = (await listGaps(runId, after)).find((gap) => gap.from <= after + 1);
  if (first.length > 0 && !known) {
    // What was archived and trimmed between the two reads is not gone.
    const meanwhile = contiguous(await readArchive(runId, { after, limit, maxBytes }), after);
    if (meanwhile.length > 0) return { kind: "events", events: meanwhile };
  }
  if (first.length === 0) return known ? { kind: "gap", gap: { ...known, from: after + 1 } } : null;
  // Something later exists and neither store has what is between: it is gone, and is said to be.
  const to = Math.min(...first) - 1;
  return {
    kind: "gap",
    gap: { from: after + 1, to: Math.min(to, known?.to ?? to), reason: known?.reason ?? "retention" },
  };
}

/** The status, and how far the archive goes, in one read. */
export async function findStand(runId: string): Promise<RunStand | null> {
  const row = await database().run.findUnique({ where: { id: runId }, select: { status: true, archivedTo: true } });
  return row && { settled: isSettled(row.status as RunStatus), archivedTo: row.archivedTo };
}

export async function lookAt(runId: string, after: number, bounds: LookBounds): Promise<HistoryLook> {
  const frame = await findNext(runId, after, bounds);
  return frame ? { frame } : { frame: null, stand: await findStand(runId) };
}
