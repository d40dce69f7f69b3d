/** What several runs share: starts, limits, order, double children, parts that end, and how fast lost runs come back. */
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import type { ChaosEvidence, FaultNote, Kind, PartNote, RunEvidence, StartNote } from "./evidence.ts";
import { recoveriesOf, spread } from "./recoveries.ts";
import { changeEvent, move, noEvidence, someRun, T0 } from "./someRun.ts";
import { table } from "./table.ts";

async function* each(runs: RunEvidence[]): AsyncGenerator<RunEvidence> {
  yield* runs;
}

const start = (more: Partial<StartNote> = {}): StartNote => ({
  index: 0,
  at: T0,
  runId: "r_1",
  answers: [202],
  ...more,
});

async function kindsIn(evidence: Partial<ChaosEvidence>, runs = [someRun()]): Promise<Kind[]> {
  const { findings } = await check(each(runs), { ...noEvidence, starts: [start()], ...evidence });
  return [...new Set(findings.map(({ kind }) => kind))];
}

describe("starts", () => {
  it("are in order when each is a run", async () => {
    expect(await kindsIn({})).toEqual([]);
  });

  it.each<[string, StartNote[]]>([
    ["that were accepted and are no run", [start(), start({ index: 1, runId: "r_2" })]],
    ["that were never accepted", [start(), start({ index: 1, runId: null, answers: ["no answer"] })]],
    ["that made a second run", []],
    ["that were answered with an error", [start({ answers: [500, 202] })]],
  ])("are found %s", async (_what, starts) => {
    expect(await kindsIn({ starts })).toEqual(["start"]);
  });
});

describe("processes", () => {
  it("two turns at once are found, once", async () => {
    const double = { at: T0, runId: "r_1", turns: ["a", "b"] };
    const { findings } = await check(each([someRun()]), {
      ...noEvidence,
      starts: [start()],
      doubles: [double, { ...double, at: T0 + 100 }, { ...double, runId: "r_of_another_codi" }],
    });
    expect(findings.map(({ kind }) => kind)).toEqual(["double child"]);
  });

  it("a part that ended by itself is found, but for a worker that finds no Postgres at its start", async () => {
    const parts: PartNote[] = [
      { at: T0, part: "worker-1", pid: 7, aliveMs: 900, kind: "ended", what: "ended by itself" },
    ];
    const fault = { at: T0 - 1_000, kind: "cut", worker: 1, store: "postgres", pid: 7, mendedAt: T0 - 500 };
    expect(await kindsIn({ parts })).toEqual(["process"]);
    expect(await kindsIn({ parts, faults: [fault] })).toEqual([]);
    expect(await kindsIn({ parts, faults: [{ ...fault, store: "redis" }] })).toEqual(["process"]);
    const stayed = parts.map((part): PartNote => ({ ...part, kind: "stayed" }));
    expect(await kindsIn({ parts: stayed, faults: [fault] })).toEqual(["process"]);
  });
});

describe("limits", () => {
  const limits = { profile: 5, projects: { p: 1 } };
  const other = {
    ...someRun("r_2"),
    moves: someRun("r_2").moves.map((one) => ({ ...one, id: one.id + 10, at: one.at + 60_000 })),
  };
  const two = [someRun(), other];
  const starts = [start(), start({ index: 1, runId: "r_2" })];

  it("are kept by runs one after the other", async () => {
    expect(await kindsIn({ limits, starts }, two)).toEqual([]);
  });

  it("are exceeded by processes, by what Postgres says, and between two looks", async () => {
    const living = { r_1: ["a"], r_2: ["b"] };
    const foreign = { r_1: ["a"], r_7: ["c"] };
    expect(
      await kindsIn({ limits: { ...limits, profile: 1 }, starts, samples: [{ at: T0, living: foreign }] }, []),
    ).toEqual(["start"]);
    expect(
      await kindsIn(
        {
          limits,
          starts,
          samples: [
            { at: T0, living },
            { at: T0 + 1, living: {} },
          ],
        },
        two,
      ),
    ).toEqual(["limit"]);
    expect(await kindsIn({ limits, starts, heldSamples: [{ at: T0, profile: 2, projects: { p: 2 } }] }, two)).toEqual([
      "limit",
    ]);
    expect(await kindsIn({ limits, starts, heldSamples: [{ at: T0, profile: 6, projects: {} }] }, two)).toEqual([
      "limit",
    ]);
    const meanwhile = { ...other, moves: someRun("r_2").moves.map((one) => ({ ...one, id: one.id + 0.5 })) };
    expect(await kindsIn({ limits, starts }, [someRun(), meanwhile])).toEqual(["limit"]);
  });
});

describe("the order of a queue", () => {
  const queued = (runId: string, priority: number, beginsAs: number): RunEvidence => ({
    ...someRun(runId),
    priority,
    moves: [
      { ...move(0, { from: null, to: "queued" }), runId },
      ...someRun(runId)
        .moves.slice(1)
        .map((one) => ({ ...one, id: beginsAs * 10 + one.id, at: T0 + beginsAs * 10_000 + one.id })),
    ],
  });
  const starts = [start(), start({ index: 1, runId: "r_2" })];
  const order = (runs: RunEvidence[], limits = noEvidence.limits) => kindsIn({ queue: true, starts, limits }, runs);

  it("is kept when the most urgent begins first", async () => {
    expect(await order([queued("r_1", 2, 1), queued("r_2", 1, 2)])).toEqual([]);
  });

  it("is broken when a less urgent one begins before", async () => {
    expect(await order([queued("r_1", 1, 1), queued("r_2", 2, 2)])).toEqual(["priority"]);
  });

  it("is kept when a limit holds the more urgent one back", async () => {
    const full = { profile: null, projects: { p: 0 } };
    const { findings } = await check(each([queued("r_1", 1, 1), queued("r_2", 2, 2)]), {
      ...noEvidence,
      queue: true,
      starts,
      limits: full,
    });
    expect(findings.filter(({ kind }) => kind === "priority")).toEqual([]);
  });
});

describe("recoveries", () => {
  const fault: FaultNote = { at: T0 + 3_500, kind: "kill", worker: 0, store: null, pid: 7, mendedAt: T0 + 4_000 };
  const workers = [
    { id: "w0", pid: 7, startedAt: T0 - 90_000 },
    { id: "w1", pid: 7, startedAt: T0 },
  ];

  it("count from the fault to the event, for the runs that the worker held then", () => {
    const run = { ...changeEvent(someRun(), 6, { type: "run_recovered" }), moves: someRun().moves.slice(0, 3) };
    expect(recoveriesOf(run, { faults: [fault], workers })).toEqual([{ kind: "kill", runId: "r_1", ms: 1_500 }]);
    expect(recoveriesOf(run, { faults: [{ ...fault, pid: 8 }], workers })).toEqual([]);
    expect(recoveriesOf(run, { faults: [{ ...fault, at: T0 + 500 }], workers })).toEqual([]);
  });

  it("count to the end when the run settled first", () => {
    expect(recoveriesOf(someRun(), { faults: [fault], workers })).toEqual([{ kind: "kill", runId: "r_1", ms: 500 }]);
  });

  it("are shown by their middle and their worst", () => {
    expect(spread([5, 1, 9])).toEqual({ count: 3, p50: 5, max: 9 });
    expect(spread([])).toEqual({ count: 0, p50: null, max: null });
  });
});

it("the table names every kind, also those of which nothing was found", async () => {
  const evidence = { ...noEvidence, starts: [start()] };
  const text = table(await check(each([someRun()]), evidence), evidence);
  for (const name of [
    "lost",
    "doubled",
    "stuck",
    "orphan",
    "double child",
    "bad move",
    "recovery after kill",
    "numbers",
  ])
    expect(text).toContain(name);
});
