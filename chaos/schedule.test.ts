/** The schedule comes from the seed alone, and keeps the rules of what may go wrong at once. */
import { describe, expect, it } from "vitest";
import { planRun } from "./runPlan.ts";
import { readScenario } from "./scenario.ts";
import { type Fault, makeSchedule } from "./schedule.ts";

const of = (...args: string[]) => makeSchedule(readScenario(["--minutes", "10", ...args]));

describe("the schedule", () => {
  it("is the same for the same seed, and another one for another", () => {
    expect(of("--seed", "7")).toEqual(of("--seed", "7"));
    expect(of("--seed", "8")).not.toEqual(of("--seed", "7"));
  });

  it("holds every kind of fault and every action within ten minutes", () => {
    const { faults, commands } = of("--seed", "7");
    expect([...new Set(faults.map(({ kind }) => kind))].sort()).toEqual([
      "cut",
      "deploy",
      "freeze",
      "hang",
      "kill",
      "killWeb",
    ]);
    expect([...new Set(commands.map(({ action }) => action))].sort()).toEqual(["cancel", "pause", "resume", "stop"]);
  });

  it("does one thing at a time to a worker", () => {
    const { faults } = of("--seed", "7");
    for (const worker of [0, 1, 2]) {
      const mine = faults.filter((fault) => "worker" in fault && fault.worker === worker);
      const ends = mine.map((fault) => fault.at + lasts(fault));
      expect(mine.every((fault, index) => index === 0 || fault.at > (ends[index - 1] ?? 0))).toBe(true);
    }
  });

  it("freezes a worker for longer than its lease", () => {
    const freezes = of("--seed", "7", "--lease-ms", "9000").faults.filter(({ kind }) => kind === "freeze");
    expect(freezes.length).toBeGreaterThan(0);
    expect(freezes.every((fault) => lasts(fault) > 9_000)).toBe(true);
  });

  it("does everything to both stores, one thing at a time to each, when that is asked for", () => {
    const { faults } = of("--seed", "7", "--minutes", "30", "--stores");
    const kindsOf = (name: string) => [
      ...new Set(
        faults
          .filter((fault) => !("worker" in fault) && "store" in fault && fault.store === name)
          .map(({ kind }) => kind),
      ),
    ];
    expect(kindsOf("postgres").sort()).toEqual(["freezeStore", "killStore"]);
    expect(kindsOf("redis").sort()).toEqual(["evict", "flush", "freezeStore", "full", "killStore"]);
    for (const name of ["postgres", "redis"]) {
      const mine = faults.filter((fault) => !("worker" in fault) && "store" in fault && fault.store === name);
      expect(mine.every((fault, index) => fault.at > (mine[index - 1]?.at ?? 0) + lasts(mine[index - 1]))).toBe(true);
    }
  });

  it("leaves the workers alone when only the stores are meant, and the last web for the second half", () => {
    const { faults } = of("--seed", "7", "--stores-only");
    expect(faults.filter((fault) => "worker" in fault)).toEqual([]);
    const web = faults.filter(({ kind }) => kind === "killWeb" || kind === "leaveWeb");
    expect([...new Set(web.map(({ kind }) => kind))].sort()).toEqual(["killWeb", "leaveWeb"]);
    expect(web.every(({ at }) => at < 300_000)).toBe(true);
  });

  it("does one outage of a store after the other while one turn lasts", () => {
    const scenario = readScenario(["--outages", "60"]);
    const { faults, commands } = makeSchedule(scenario);
    expect(faults.map((fault) => ["store" in fault && fault.store, fault.kind, lasts(fault)])).toEqual([
      ["redis", "killStore", 60_000],
      ["redis", "freezeStore", 60_000],
      ["postgres", "killStore", 60_000],
      ["postgres", "freezeStore", 60_000],
    ]);
    expect(faults.every((fault, index) => index === 0 || fault.at > (faults[index - 1]?.at ?? 0) + 60_000)).toBe(true);
    expect(commands).toEqual([]);
    expect(scenario.turnMs.shortest).toBeGreaterThan((faults.at(-1)?.at ?? 0) + 60_000);
  });

  it("kills each store once in the short run", () => {
    const { faults } = makeSchedule(readScenario(["--short"]));
    expect(faults.flatMap((fault) => (fault.kind === "killStore" ? [fault.store] : []))).toEqual(["redis", "postgres"]);
  });

  it("only kills workers when that is asked for", () => {
    const { faults, commands } = of("--seed", "7", "--kills-only");
    expect([...new Set(faults.map(({ kind }) => kind))]).toEqual(["kill"]);
    expect(commands).toEqual([]);
  });
});

const lasts = (fault: Fault | undefined) =>
  fault === undefined ? 0 : "forMs" in fault ? fault.forMs : "downMs" in fault ? fault.downMs : 0;

describe("a planned run", () => {
  it("is the same for the same seed and place", () => {
    expect(planRun(readScenario(["--seed", "7"]), 3)).toEqual(planRun(readScenario(["--seed", "7"]), 3));
  });

  it("has one turn in a queue, and shares its project", () => {
    const runs = Array.from({ length: 50 }, (_, index) => planRun(readScenario(["--queue"]), index));
    expect(runs.every(({ config }) => config.maxTurns === 1)).toBe(true);
    expect(new Set(runs.map(({ place }) => place)).size).toBe(4);
    expect(new Set(runs.map(({ config }) => config.priority)).size).toBe(7);
  });
});

describe("the command line", () => {
  it("takes --queue with and without a length", () => {
    expect(readScenario(["--queue"])).toMatchObject({ queue: true, runs: 1_000, workers: 2 });
    expect(readScenario(["--queue", "50", "--seed", "3"])).toMatchObject({ runs: 50, seed: 3 });
  });

  it("shares the viewers out between the runs", () => {
    expect(readScenario(["--viewers", "200"])).toMatchObject({ runs: 30, viewersARun: 7 });
    expect(readScenario([])).toMatchObject({ viewersARun: 2, stores: "calm" });
  });

  it("refuses what is no positive number", () => {
    expect(() => readScenario(["--minutes", "soon"])).toThrow("--minutes");
    expect(() => readScenario(["--runs", "0"])).toThrow("--runs");
  });
});
