/** What is stored of a turn's output although no event shows it or names it as skipped: its worker died in between. */
import { SHOWN_WINDOW_EVENTS } from "#server/domain/limits.ts";
import type { RunEvent, RunEventBody } from "#server/domain/runEvents.ts";
import { readArchive } from "./records/eventArchive.ts";
import { outputEnd, type OutputStream } from "./records/outputStore.ts";

type Turn = { runId: string; turn: number; archivedTo: number };
type Skipped = Extract<RunEventBody, { type: "output_skipped" }>;

export async function listUnshownOutput(of: Turn, streams: readonly OutputStream[]): Promise<Skipped[]> {
  const ends = await findShownEnds(of, streams);
  const skipped = await Promise.all(
    streams.map(async (stream): Promise<Skipped[]> => {
      const offset = ends.get(stream) ?? 0;
      const { bytes } = await outputEnd(of.runId, { turn: of.turn, stream });
      return bytes > offset ? [{ type: "output_skipped", turn: of.turn, stream, offset, bytes: bytes - offset }] : [];
    }),
  );
  return skipped.flat();
}

/** The byte after the last one that the log speaks of, by stream; read backwards, because a turn may have millions of events. */
async function findShownEnds(
  { runId, turn, archivedTo }: Turn,
  streams: readonly OutputStream[],
): Promise<Map<OutputStream, number>> {
  const ends = new Map<OutputStream, number>();
  for (let to = archivedTo; to > 0 && ends.size < streams.length; to -= SHOWN_WINDOW_EVENTS) {
    const after = Math.max(0, to - SHOWN_WINDOW_EVENTS);
    const events = (await readArchive(runId, { after, limit: SHOWN_WINDOW_EVENTS })) as RunEvent[];
    for (const event of events.filter(({ seq }) => seq <= to).reverse()) {
      if ("turn" in event && typeof event.turn === "number" && event.turn < turn) return ends;
      const end = endOf(event, turn);
      if (end && !ends.has(end.stream)) ends.set(end.stream, end.at);
      if (event.type === "turn_started" && event.try === 1) return ends;
    }
  }
  return ends;
}

function endOf(event: RunEvent, turn: number): { stream: OutputStream; at: number } | null {
  if (event.type === "subprocess_output" && event.turn === turn)
    return { stream: event.stream, at: event.offset + Buffer.byteLength(event.text) };
  if (event.type === "output_skipped" && event.turn === turn)
    return { stream: event.stream, at: event.offset + event.bytes };
  return null;
}
