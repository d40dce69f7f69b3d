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

  it("only kills workers when that is asked for", () => {
    const { faults, commands } = of("--seed", "7", "--kills-only");
    expect([...new Set(faults.map(({ kind }) => kind))]).toEqual(["kill"]);
    expect(commands).toEqual([]);
  });
});

const lasts = (fault: Fault) => ("forMs" in fault ? fault.forMs : fault.downMs);

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

  it("refuses what is no positive number", () => {
    expect(() => readScenario(["--minutes", "soon"])).toThrow("--minutes");
    expect(() => readScenario(["--runs", "0"])).toThrow("--runs");
  });
});
