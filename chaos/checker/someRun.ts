/** A run in which everything is in order, for tests that plant one damage into it. */
import { eventHash } from "./eventHash.mjs";
import type { ChaosEvidence, LogEvent, Move, RunEvidence, TurnRow } from "./evidence.ts";
import { printedBy, tagOf } from "./executions.ts";

export const T0 = Date.parse("2026-01-01T00:00:00.000Z");
const FIRST = "aaaaaaaa-0000-4000-8000-000000000001";
const SECOND = "bbbbbbbb-0000-4000-8000-000000000002";
const NUMBERS = 9;

const turnRow = (id: string, number: number, more: Partial<TurnRow> = {}): TurnRow => ({
  id,
  number,
  try: 1,
  status: "completed",
  errorCode: null,
  signal: null,
  exitCode: 0,
  workerId: "w1",
  ...more,
});

/** Two turns, each of nine numbers: three shown, three skipped by name, three shown. */
export function someRun(runId = "r_1"): RunEvidence {
  const bodies: Omit<LogEvent, "seq" | "runId" | "ts">[] = [{ type: "run_started" }];
  for (const [index, id] of [FIRST, SECOND].entries()) {
    const turn = index + 1;
    const line = printedBy(tagOf(id), 1).length;
    const text = printedBy(tagOf(id), NUMBERS);
    const shown = (from: number) => ({
      type: "subprocess_output",
      turn,
      stream: "stdout",
      offset: from * line,
      text: text.slice(from * line, (from + 3) * line),
    });
    bodies.push(
      { type: "turn_started", turn, try: 1 },
      shown(0),
      { type: "output_skipped", turn, stream: "stdout", offset: 3 * line, bytes: 3 * line },
      shown(6),
      { type: "turn_completed", turn },
    );
  }
  bodies.push({ type: "run_completed" });
  const events = bodies.map((body, index): LogEvent => ({
    ...body,
    type: String(body.type),
    runId,
    seq: index + 1,
    ts: new Date(T0 + index * 1_000).toISOString(),
  }));
  return {
    runId,
    status: "completed",
    archivedTo: events.length,
    priority: 0,
    project: "p",
    chunks: [chunk(events.slice(0, 4)), chunk(events.slice(4))],
    gaps: [],
    stream: events.map((event) => ({ id: `${event.seq}-0`, event })),
    turns: [turnRow(FIRST, 1), turnRow(SECOND, 2)],
    agents: [FIRST, SECOND].map((turnId) => ({
      turnId,
      numbers: Array.from({ length: NUMBERS }, (_, index) => index + 1),
      exitCode: 0,
    })),
    output: [FIRST, SECOND].map((id, index) => ({
      turn: index + 1,
      firstByte: 0,
      text: printedBy(tagOf(id), NUMBERS),
    })),
    moves: [
      move(1, { from: null, to: "queued" }),
      move(2, { from: "queued", to: "queued" }, { from: null, to: "w1" }),
      move(3, { from: "queued", to: "running" }, { from: "w1", to: "w1" }),
      move(4, { from: "running", to: "completed" }, { from: "w1", to: null }),
    ].map((one) => ({ ...one, runId })),
    viewers: [
      {
        name: "viewer 0",
        lines: [
          ...events.map((event) => ({
            seq: event.seq,
            type: event.type,
            hash: eventHash(event),
            at: Date.parse(event.ts),
          })),
          { done: true },
        ],
      },
    ],
  };
}

const chunk = (events: LogEvent[]): RunEvidence["chunks"][number] => ({
  firstSeq: events[0]?.seq ?? 0,
  lastSeq: events.at(-1)?.seq ?? 0,
  rows: events.length,
  events,
});

/** One a second, in this order. */
export function move(id: number, status: Move["status"], holder: Move["holder"] = { from: null, to: null }): Move {
  return {
    id,
    at: T0 + id * 1_000,
    began: T0 + id * 1_000,
    runId: "r_1",
    status,
    holder,
    claim: { from: status.from === null ? null : 1, to: 1 },
    runAfter: T0,
  };
}

/** Changes one event wherever it stands: archive, stream and what viewers saw of it. */
export function changeEvent(run: RunEvidence, seq: number, change: Partial<LogEvent>): RunEvidence {
  const changed = (event: LogEvent): LogEvent => (event.seq === seq ? { ...event, ...change } : event);
  const chunks = run.chunks.map((one) => ({ ...one, events: one.events.map(changed) }));
  const hashes = new Map(chunks.flatMap(({ events }) => events).map((event) => [event.seq, event]));
  return {
    ...run,
    chunks,
    stream: run.stream?.map(({ id, event }) => ({ id, event: changed(event) })) ?? null,
    viewers: run.viewers.map((viewer) => ({
      ...viewer,
      lines: viewer.lines.map((line) => {
        if (!("seq" in line)) return line;
        const event = hashes.get(line.seq);
        return event ? { ...line, seq: event.seq, type: event.type, hash: eventHash(event) } : line;
      }),
    })),
  };
}

export const noEvidence: ChaosEvidence = {
  leaseMs: 30_000,
  killGraceMs: 2_000,
  startedAt: T0,
  endedAt: T0 + 60_000,
  starts: [],
  controls: [],
  faults: [],
  parts: [],
  workers: [],
  samples: [],
  doubles: [],
  limits: { profile: null, projects: {} },
  heldSamples: [],
  use: { memory: [], connections: [] },
  health: [],
  logTimes: {},
  queue: false,
};
