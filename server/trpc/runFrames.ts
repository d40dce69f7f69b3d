/** How a run's log becomes frames for one viewer: paced by how many watch, whole under load, never out of order. */
import { eventText } from "#server/domain/eventText.ts";
import type { RunFrame } from "#server/domain/frames.ts";
import {
  CROWD_STREAMS,
  FRAME_EVERY_CROWD_MS,
  FRAME_EVERY_MS,
  FRAME_EVERY_THRONG_MS,
  FRAME_MAX_BYTES,
  FRAME_MAX_EVENTS,
  SUMMARY_LOOK_MS,
  THRONG_STREAMS,
} from "#server/domain/limits.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { createBell } from "#server/store/live/bell.ts";
import { createSlot } from "./slot.ts";
import { snapshotText } from "./snapshotText.ts";
import { createSummaryPace } from "./summaryPace.ts";

export type LogStep = Exclude<RunFrame, { kind: "summary" }>;

export type FrameSource = {
  /** The log after a seq, in order; ends by itself after the settling event, or when the signal aborts. */
  read(options: { after: number; signal: AbortSignal }): AsyncGenerator<LogStep, void>;
  /** The run as it is, at least as new as the event with this seq. */
  snapshot(atSeq: number): Promise<RunSnapshot>;
  /** How many streams this process feeds. */
  streams(): number;
};

/** `id` is the last seq that everything up to this frame covers: the cursor to go on from. */
export type TrackedFrame = { id: string; frame: RunFrame };

export function frameEveryMs(streams: number): number {
  if (streams > THRONG_STREAMS) return FRAME_EVERY_THRONG_MS;
  return streams > CROWD_STREAMS ? FRAME_EVERY_CROWD_MS : FRAME_EVERY_MS;
}

export async function* runFrames(
  source: FrameSource,
  { after, signal }: { after: number; signal: AbortSignal },
): AsyncGenerator<TrackedFrame> {
  const ended = new AbortController();
  const end = () => ended.abort();
  const bell = createBell();
  const steps = createSlot<LogStep | null>(bell); // null: the log has ended
  const snapshots = createSlot<RunSnapshot>(bell);
  const pace = createSummaryPace();
  const log = source.read({ after, signal: ended.signal });

  let cursor = after;
  const waiting: StoredEvent[] = []; // read, not yet in a frame
  let eventsAt = -Infinity; // when the last frame of events left
  const eventsDueInMs = () => eventsAt + frameEveryMs(source.streams()) - performance.now();
  let shown = ""; // the last summary

  let waitingBytes = 0;
  const isFull = () => waiting.length >= FRAME_MAX_EVENTS || waitingBytes >= FRAME_MAX_BYTES;

  function add(events: readonly StoredEvent[]): void {
    for (const event of events) {
      waiting.push(event);
      waitingBytes += eventText(event).length;
    }
  }
  /** At least one, and no more than its bytes leave room for. */
  function takeSome(): StoredEvent[] {
    let count = 0;
    let bytes = 0;
    for (const event of waiting) {
      const size = eventText(event).length;
      if (count >= FRAME_MAX_EVENTS || (count > 0 && bytes + size > FRAME_MAX_BYTES)) break;
      count += 1;
      bytes += size;
    }
    waitingBytes -= bytes;
    return waiting.splice(0, count);
  }
  function* eventsFrame(): Generator<TrackedFrame> {
    const events = takeSome();
    eventsAt = performance.now();
    cursor = events.at(-1)?.seq ?? cursor;
    pace.passed(events);
    yield { id: String(cursor), frame: { kind: "events", events } };
  }
  function* summaryFrame(run: RunSnapshot): Generator<TrackedFrame, void> {
    const text = snapshotText(run);
    if (text === shown) return;
    shown = text;
    yield { id: String(cursor), frame: { kind: "summary", run } };
  }

  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  try {
    yield* summaryFrame(await source.snapshot(cursor));
    while (!ended.signal.aborted) {
      const step = steps.take();
      if (step && "error" in step) throw step.error;
      if (step?.value?.kind === "events") add(step.value.events);
      // The next is read while these are on their way: who catches up waits for both at once.
      if (step?.value !== null && steps.isFree())
        steps.start(log.next().then((next) => (next.done ? null : next.value)));
      // A full frame never waits, somebody is catching up; whatever is no event and the end push out what stands before them.
      const pushed = step !== null && step.value?.kind !== "events";
      while (waiting.length > 0 && (pushed || isFull() || eventsDueInMs() <= 0)) yield* eventsFrame();
      if (step?.value && step.value.kind !== "events") {
        cursor = step.value.kind === "gap" ? step.value.gap.to : step.value.passage.to;
        yield { id: String(cursor), frame: step.value };
      }
      if (step?.value === null) return yield* summaryFrame(await source.snapshot(cursor));

      // A summary that cannot be read now is no reason to end the log: the next look comes.
      const answer = snapshots.take();
      if (answer && "value" in answer) yield* summaryFrame(answer.value);
      if (snapshots.isFree() && pace.dueInMs() <= 0) {
        pace.started();
        snapshots.start(source.snapshot(cursor));
      }
      // A read under way rings by itself.
      const summaryInMs = snapshots.isFree() ? pace.dueInMs() : SUMMARY_LOOK_MS;
      const ms = waiting.length > 0 ? Math.min(summaryInMs, eventsDueInMs()) : summaryInMs;
      await bell.heard({ ms, signal: ended.signal });
    }
  } finally {
    signal.removeEventListener("abort", end);
    end();
    void log.return(undefined).catch(() => undefined);
  }
}
