/** A turn's output from bytes to events: redacted, stored, understood or shown, at the feed's pace; the child never waits for it. */
import { OUTPUT_EVENTS_QUEUE_MAX } from "#server/domain/limits.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { logger } from "#server/logger.ts";
import type { Redactor } from "#server/redaction/redact.ts";
import type { TurnParser } from "#server/worker/harness.ts";
import type { OutputChunk, OutputStream } from "#server/worker/process/childProcess.ts";
import { toSentinelEvents } from "#server/worker/telemetry/sentinels.ts";
import { firstOr, systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { ReadLine } from "./lineReader.ts";
import type { SpoolWriter } from "./spool.ts";
import { createStreamIntake } from "./streamIntake.ts";
import { cutAt, toPieces } from "./textPieces.ts";
import type { RawBytes } from "./textPieces.ts";
import { createThrottle } from "./throttle.ts";
import type { Pace } from "./throttle.ts";

export type TurnOutputOptions = Pace & {
  turn: number;
  redactor: (stream: OutputStream) => Redactor;
  spool: SpoolWriter;
  parse: TurnParser;
  clock?: Clock;
};

/** Rung by one side, heard by the other; a ring that nobody waits for is kept. */
function createBell() {
  let rung = false;
  let wake = () => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    clear() {
      rung = false;
    },
    heard: () => (rung ? Promise.resolve() : new Promise<void>((resolve) => (wake = resolve))),
  };
}

export async function* turnOutput(
  chunks: AsyncIterable<OutputChunk>,
  options: TurnOutputOptions,
): AsyncGenerator<RunEventBody> {
  const { turn, spool, parse, clock = systemClock } = options;
  const throttle = createThrottle(options);
  const intake = (stream: OutputStream) =>
    createStreamIntake(stream, { redactor: options.redactor(stream), spool, parse });
  const intakes = { stdout: intake("stdout"), stderr: intake("stderr") };
  const streams = ["stdout", "stderr"] as const;
  const news = createBell();
  const room = createBell();
  let understood: RunEventBody[] = [];
  let ended = false;
  let abandoned = false;

  function show(stream: OutputStream, raw: RawBytes, since: number): void {
    const spare = raw.bytes.length - throttle.room;
    const passed = spare > 0 ? cutAt(raw.bytes, spare) : 0;
    if (passed > 0) throttle.passOver(stream, { offset: raw.offset, bytes: passed });
    const rest = { offset: raw.offset + passed, bytes: raw.bytes.subarray(passed) };
    for (const piece of toPieces(stream, rest)) throttle.push(piece, since);
  }

  async function understand(stream: OutputStream, line: string): Promise<RunEventBody[] | null> {
    try {
      return await parse.read(stream, line);
    } catch (error) {
      logger.error({ err: error, turn }, "a line of the harness could not be read; it is shown as output");
      return null;
    }
  }

  async function accept(stream: OutputStream, lines: ReadLine[]): Promise<void> {
    const wasQuiet = throttle.nextAt() === null;
    let plain: Buffer[] = [];
    let offset = 0;
    let end = 0;
    // Lines that follow each other are shown together: a flood costs by the event, not by the line.
    const showPlain = () => {
      const [first, ...more] = plain;
      if (first) show(stream, { offset, bytes: more.length > 0 ? Buffer.concat(plain) : first }, clock.now());
      plain = [];
    };
    for (const { line, rest } of lines) {
      if (abandoned) return;
      const events = line === null ? null : await understand(stream, line);
      if (events) understood.push(...events);
      else {
        if (line !== null) understood.push(...toSentinelEvents(line, turn));
        if (rest.offset !== end) showPlain();
        if (plain.length === 0) offset = rest.offset;
        plain.push(rest.bytes);
        end = rest.offset + rest.bytes.length;
      }
      // Events are never dropped, so only here a flood may have to wait for the recorder.
      while (understood.length > OUTPUT_EVENTS_QUEUE_MAX && !abandoned) {
        showPlain();
        news.ring();
        room.clear();
        await room.heard();
      }
    }
    showPlain();
    // What waits for its time already is not news: a flood would ring for every chunk.
    if (wasQuiet || understood.length > 0) news.ring();
  }

  async function acceptDue(now: number): Promise<void> {
    for (const stream of streams) {
      const dueAt = intakes[stream].dueAt();
      if (dueAt === null || dueAt > now) continue;
      const due = intakes[stream].takeDue();
      await accept(stream, due.lines);
      if (due.partial) show(stream, due.partial, due.since);
      news.ring();
    }
  }

  async function read(): Promise<void> {
    const source = chunks[Symbol.asyncIterator]();
    let next = source.next();
    for (;;) {
      const dues = streams.map((stream) => intakes[stream].dueAt()).filter((at) => at !== null);
      const result = await firstOr(next, { at: dues.length > 0 ? Math.min(...dues) : null, clock });
      if (result?.done) break;
      if (result) {
        const { stream, bytes } = result.value;
        await accept(stream, intakes[stream].push(bytes, clock.now()));
        next = source.next();
      }
      await acceptDue(clock.now());
    }
    for (const stream of streams) await accept(stream, intakes[stream].end());
  }

  const reading = read().finally(() => {
    ended = true;
    news.ring();
  });
  reading.catch(() => {}); // thrown where it is awaited, unless the reader left before
  try {
    for (;;) {
      news.clear();
      const over = ended;
      const events = understood;
      understood = [];
      room.ring();
      yield* events;
      for (const event of throttle.take(clock.now())) yield { ...event, turn };
      if (over && understood.length === 0 && throttle.nextAt() === null) break;
      await firstOr(news.heard(), { at: throttle.nextAt(), clock });
    }
    await reading;
  } finally {
    // The reading goes on to the end of the chunks: the child is drained and its output stored, whoever left.
    abandoned = true;
    room.ring();
  }
}
