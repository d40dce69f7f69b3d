/** A log whose old output comes without its text: long stretches of it are passages, everything else stays as it is. */
import { LEAN_MIN_BYTES, LEAN_TAIL_LINES, LEAN_WAIT_EVENTS } from "#server/domain/limits.ts";
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { HistoryFrame } from "./historyLook.ts";
import { findSpan } from "./outputSpan.ts";
import type { OutputStream } from "./records/outputStore.ts";

export type LeanFrame = HistoryFrame | { kind: "passage"; passage: OutputPassage };

/** An event of output, as far as its text matters here. */
type Output = {
  event: StoredEvent;
  turn: number;
  stream: OutputStream;
  offset: number;
  end: number;
  /** How many lines end in it; what it skips counts as one. */
  lines: number;
  /** A line begins with it; a line ends with it. */
  begins: boolean;
  ends: boolean;
};

const toStream = (name: unknown): OutputStream | null => (name === "stdout" || name === "stderr" ? name : null);

/** A line that goes on over several events may be of any length: it is not shown by lines. */
function toOutput(event: StoredEvent, begins: boolean): Output | null {
  const { turn, offset, text, bytes } = event;
  const stream = toStream(event.stream);
  if (typeof turn !== "number" || typeof offset !== "number" || !stream) return null;
  const place = { event, turn, stream, offset };
  if (event.type === "output_skipped" && typeof bytes === "number")
    return { ...place, end: offset + bytes, lines: 1, begins: true, ends: true };
  if (event.type !== "subprocess_output" || typeof text !== "string") return null;
  const lines = text.split("\n").length - 1;
  if (lines === 0) return null;
  return { ...place, end: offset + Buffer.byteLength(text), lines, begins, ends: text.endsWith("\n") };
}

const goesOn = (last: Output, next: Output) =>
  last.turn === next.turn &&
  last.stream === next.stream &&
  last.end === next.offset &&
  last.event.seq + 1 === next.event.seq;

/** The part that is old: it begins and ends with a line, and leaves the lines before whatever comes next. */
function oldPart(waiting: readonly Output[]): { from: number; to: number } {
  let to = waiting.length;
  for (let lines = 0; to > 0 && lines < LEAN_TAIL_LINES; to -= 1) lines += waiting[to - 1]?.lines ?? 0;
  while (to > 0 && !waiting[to - 1]?.ends) to -= 1;
  let from = 0;
  while (from < to && !waiting[from]?.begins) from += 1;
  return { from, to };
}

async function toPassage(runId: string, old: readonly Output[]): Promise<OutputPassage | null> {
  const [first, last] = [old[0], old.at(-1)];
  if (!first || !last || last.end - first.offset < LEAN_MIN_BYTES) return null;
  const { turn, stream, offset, event } = first;
  const span = await findSpan(runId, { turn, stream }, { from: offset, to: last.end });
  if (!span) return null;
  const shown = old.reduce((sum, { lines }) => sum + lines, 0);
  const { seq: from, ts } = event;
  return { from, to: last.event.seq, ts, turn, stream, offset, bytes: last.end - offset, ...span, shown };
}

function* eventsOf(outputs: readonly Output[]): Generator<LeanFrame> {
  if (outputs.length > 0) yield { kind: "events", events: outputs.map(({ event }) => event) };
}

/** Events after `upTo` are never old. */
export async function* leanLog(
  log: AsyncIterable<HistoryFrame>,
  { runId, upTo }: { runId: string; upTo: number },
): AsyncGenerator<LeanFrame, void> {
  let waiting: Output[] = [];
  /** Streams whose last line goes on with their next event. */
  const open = new Set<unknown>();

  async function* settle(isOver: boolean): AsyncGenerator<LeanFrame> {
    const { from, to } = oldPart(waiting);
    const passage = await toPassage(runId, waiting.slice(from, to));
    if (passage) {
      yield* eventsOf(waiting.slice(0, from));
      yield { kind: "passage", passage };
      waiting = waiting.slice(to);
    }
    if (!isOver && (passage || waiting.length < LEAN_WAIT_EVENTS)) return; // more may come of it
    yield* eventsOf(waiting);
    waiting = [];
  }

  for await (const frame of log) {
    if (frame.kind === "gap") {
      yield* settle(true);
      yield frame;
      open.clear();
      continue;
    }
    let plain: StoredEvent[] = [];
    for (const event of frame.events) {
      const output = event.seq <= upTo ? toOutput(event, !open.has(event.stream)) : null;
      const last = waiting.at(-1);
      if (last && !(output && goesOn(last, output))) yield* settle(true);
      if (output && plain.length > 0) {
        yield { kind: "events", events: plain };
        plain = [];
      }
      if (output) waiting.push(output);
      else plain.push(event);
      if (typeof event.text === "string" && !event.text.endsWith("\n")) open.add(event.stream);
      else open.delete(event.stream);
    }
    if (plain.length > 0) yield { kind: "events", events: plain };
    else if (waiting.length > 0) yield* settle(false);
  }
  yield* settle(true);
}
