/** The checker finds each kind of damage in the log, the output and the moves of a run in which everything was in order. */
import { describe, expect, it } from "vitest";
import { checkRun } from "./check.ts";
import type { Kind, RunEvidence } from "./evidence.ts";
import { kindsIn } from "./kindsIn.ts";
import { changeEvent, move, noEvidence, someRun, T0 } from "./someRun.ts";

/** The text of an event, changed. */
function retext(run: RunEvidence, seq: number, change: (text: string) => string): RunEvidence {
  const event = run.chunks.flatMap(({ events }) => events).find((one) => one.seq === seq);
  return changeEvent(run, seq, { text: change(String(event?.text)) });
}
const lines = (text: string) => text.split(/(?<=\n)/);

function without(run: RunEvidence, seq: number): RunEvidence {
  return {
    ...run,
    chunks: run.chunks.map((chunk) => {
      const events = chunk.events.filter((event) => event.seq !== seq);
      return { ...chunk, events, rows: events.length, lastSeq: events.at(-1)?.seq ?? 0 };
    }),
  };
}

function append(run: RunEvidence, type: string): RunEvidence {
  const event = { type, runId: run.runId, ts: new Date(T0 + 30_000).toISOString(), seq: run.archivedTo + 1 };
  return {
    ...run,
    archivedTo: event.seq,
    chunks: [...run.chunks, { firstSeq: event.seq, lastSeq: event.seq, rows: 1, events: [event] }],
    stream: [...(run.stream ?? []), { id: `${event.seq}-0`, event }],
    viewers: [],
  };
}

const viewed = (run: RunEvidence, change: (lines: RunEvidence["viewers"][number]["lines"]) => typeof lines) => ({
  ...run,
  viewers: run.viewers.map((viewer) => ({ ...viewer, lines: change(viewer.lines) })),
});

const lost = (run: RunEvidence): RunEvidence => ({
  ...run,
  turns: run.turns.map((turn, index) =>
    index === 1 ? { ...turn, status: "failed", errorCode: "worker_lost", exitCode: null } : turn,
  ),
});

const damages: [what: string, kind: Kind, plant: (run: RunEvidence) => RunEvidence][] = [
  ["a number that is shown nowhere", "lost", (run) => retext(run, 3, (text) => lines(text).toSpliced(1, 1).join(""))],
  [
    "a number that is shown twice",
    "doubled",
    (run) =>
      retext(run, 3, (text) =>
        lines(text)
          .toSpliced(1, 0, lines(text)[0] ?? "")
          .join(""),
      ),
  ],
  [
    "two numbers that changed places",
    "order",
    (run) => retext(run, 3, (text) => [2, 1, 0].map((n) => lines(text)[n]).join("")),
  ],
  ["a number that nobody printed", "output", (run) => retext(run, 5, (text) => text.replace("n 8", "n 5"))],
  [
    "skipped bytes that are not stored",
    "lost",
    (run) => ({ ...run, output: run.output.map((chunk) => ({ ...chunk, text: chunk.text.slice(0, 40) })) }),
  ],
  ["a skip that names too few bytes", "lost", (run) => changeEvent(run, 4, { bytes: 13 })],
  ["output that is shown again", "doubled", (run) => changeEvent(run, 5, { offset: 52 })],
  ["the end of a turn's output missing", "lost", (run) => retext(run, 5, (text) => lines(text).slice(0, 2).join(""))],
  [
    "a hole in the stored output",
    "output",
    (run) => ({ ...run, output: run.output.map((chunk) => ({ ...chunk, firstByte: 13 })) }),
  ],
  [
    "stored output twice",
    "output",
    (run) => ({ ...run, output: [...run.output, { turn: 1, firstByte: 13, text: "again" }] }),
  ],
  [
    "stored output of another text",
    "output",
    (run) => ({ ...run, output: run.output.map((chunk) => ({ ...chunk, text: chunk.text.replace("n 2", "n 3") })) }),
  ],
  ["an execution that no turn names", "lost", (run) => ({ ...run, turns: run.turns.slice(0, 1) })],
  ["output outside of a turn", "order", (run) => changeEvent(run, 2, { type: "turn_completed" })],
  ["a hole in the numbers of the log", "lost", (run) => without(run, 4)],
  [
    "an event twice",
    "doubled",
    (run) => ({
      ...run,
      chunks: [
        ...run.chunks.slice(0, 1),
        ...run.chunks.slice(0, 1).map((chunk) => ({ ...chunk, events: chunk.events.slice(-1) })),
        ...run.chunks.slice(1),
      ],
    }),
  ],
  ["two chunks that changed places", "order", (run) => ({ ...run, chunks: [...run.chunks].reverse() })],
  ["an archive that ends too early", "lost", (run) => ({ ...run, archivedTo: run.archivedTo + 1 })],
  ["a stream that lacks its end", "stream", (run) => ({ ...run, stream: run.stream?.slice(0, -1) ?? null })],
  [
    "a stream with a hole",
    "stream",
    (run) => ({ ...run, stream: run.stream?.filter(({ event }) => event.seq !== 4) ?? null }),
  ],
  [
    "a stream with another event",
    "stream",
    (run) => ({
      ...run,
      stream:
        run.stream?.map((entry) =>
          entry.event.seq === 4 ? { ...entry, event: { ...entry.event, bytes: 1 } } : entry,
        ) ?? null,
    }),
  ],
  ["no stream", "stream", (run) => ({ ...run, stream: null })],
  ["a second settling event", "end", (run) => append(run, "run_failed")],
  ["an event after the settling one", "end", (run) => append(run, "run_updated")],
  ["no settling event", "end", (run) => changeEvent(run, run.archivedTo, { type: "run_updated" })],
  ["another end in the row than in the log", "end", (run) => ({ ...run, status: "failed" })],
  ["a turn without an end", "end", (run) => changeEvent(run, 6, { type: "log_updated" })],
  [
    "an illegal move",
    "bad move",
    (run) => ({
      ...run,
      moves: run.moves.map((one) => (one.id === 3 ? { ...one, status: { from: "queued", to: "pausing" } } : one)),
    }),
  ],
  [
    "a move out of an end",
    "bad move",
    (run) => ({ ...run, moves: [...run.moves, move(5, { from: "completed", to: "running" })] }),
  ],
  [
    "a row that settled twice",
    "end",
    (run) => ({ ...run, moves: [...run.moves, move(5, { from: "running", to: "completed" })] }),
  ],
  [
    "a claim that fell",
    "bad move",
    (run) => ({ ...run, moves: run.moves.map((one) => (one.id === 4 ? { ...one, claim: { from: 3, to: 2 } } : one)) }),
  ],
  ["a run that never settled", "stuck", (run) => ({ ...run, status: "running" })],
  [
    "a turn that never ended",
    "stuck",
    (run) => ({ ...run, turns: run.turns.map((turn) => ({ ...turn, status: "running" })) }),
  ],
  [
    "a viewer that missed one",
    "viewer",
    (run) => viewed(run, (all) => all.filter((line) => !("seq" in line) || line.seq !== 4)),
  ],
  [
    "a viewer that saw one twice",
    "viewer",
    (run) => viewed(run, (all) => all.flatMap((line) => ("seq" in line && line.seq === 4 ? [line, line] : [line]))),
  ],
  [
    "a viewer that saw another event",
    "viewer",
    (run) => viewed(run, (all) => all.map((line) => ("seq" in line && line.seq === 4 ? { ...line, hash: "x" } : line))),
  ],
  ["a viewer that did not see the end", "viewer", (run) => viewed(run, (all) => all.slice(0, -2))],
  ["a viewer that was never told of the end", "viewer", (run) => viewed(run, (all) => all.slice(0, -1))],
  ["a viewer that was refused", "viewer", (run) => viewed(run, (all) => [{ answer: 500, from: "0-0" }, ...all])],
];

describe("a run in order", () => {
  it("has no finding", () => {
    expect(checkRun(someRun(), noEvidence).findings).toEqual([]);
  });

  it("may state a gap instead of events, also to a viewer", () => {
    const gap = { from: 4, to: 4, reason: "redis_lost" };
    const run = { ...without(someRun(), 4), gaps: [gap] };
    const seen = viewed(run, (all) => all.map((line) => ("seq" in line && line.seq === 4 ? { gap } : line)));
    expect(kindsIn({ ...seen, stream: seen.stream?.filter(({ event }) => event.seq !== 4) ?? null })).toEqual(["lost"]);
    const early = { ...seen, output: seen.output };
    expect(checkRun(early, noEvidence).findings.filter(({ kind }) => kind === "viewer")).toEqual([]);
  });

  it("may have numbers at the end of an execution that nobody read before its worker died, and they are counted", () => {
    const { findings, counts } = checkRun(unreadAfter(7), noEvidence);
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ "unread when the worker died": 2 });
  });
});

/** Of the nine numbers of its second turn seven are shown, and so many are stored; then its worker died. */
function unreadAfter(stored: number): RunEvidence {
  const run = retext(lost(someRun()), 10, (text) => lines(text).slice(0, 1).join(""));
  const cut = (text: string) => text.slice(0, stored * 13);
  return {
    ...run,
    output: run.output.map((chunk) => (chunk.turn === 2 ? { ...chunk, text: cut(chunk.text) } : chunk)),
  };
}

describe("the checker finds", () => {
  it("numbers that were stored and not shown when the worker died, and that nothing names", () => {
    expect(kindsIn(unreadAfter(8))).toEqual(["lost"]);
  });

  it.each(damages)("%s (%s)", (_what, kind, plant) => {
    expect(kindsIn(plant(someRun()))).toContain(kind);
  });

  it("a number missing in the middle also of an execution whose worker died", () => {
    expect(kindsIn(retext(lost(someRun()), 8, (text) => lines(text).toSpliced(1, 1).join("")))).toContain("lost");
  });
});
