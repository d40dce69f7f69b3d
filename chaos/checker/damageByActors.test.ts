/** The checker finds what processes and controls did wrong to a run in which everything else was in order. */
import { describe, expect, it } from "vitest";
import { checkRun } from "./check.ts";
import type { ControlNote, Sample } from "./evidence.ts";
import { kindsIn } from "./kindsIn.ts";
import { changeEvent, move, noEvidence, someRun, T0 } from "./someRun.ts";

describe("of processes the checker finds", () => {
  const { id = "" } = someRun().turns[0] ?? {};
  const sample = (at: number, turns: string[]): Sample => ({
    at: T0 + at,
    living: turns.length > 0 ? { r_1: turns } : {},
  });

  it("one that lives after its turn's end", () => {
    const orphans = (at: number) => kindsIn(someRun(), { samples: [sample(1_000, [id]), sample(at, [])] });
    expect(orphans(5_000)).toEqual([]);
    expect(orphans(7_000)).toEqual(["orphan"]);
  });

  it("one that is left at the end", () => {
    expect(kindsIn(someRun(), { samples: [sample(1_000, [id])] })).toEqual(["orphan"]);
  });
});

describe("of controls the checker finds", () => {
  const note = (more: Partial<ControlNote>): ControlNote => ({
    runId: "r_1",
    action: "pause",
    mode: null,
    expectedStatus: null,
    sentAt: T0 + 3_400,
    answeredAt: T0 + 3_500,
    http: 200,
    said: "running",
    ...more,
  });
  const told = (more: Partial<ControlNote>, run = someRun()) => kindsIn(run, { controls: [note(more)] });

  it.each<[string, Partial<ControlNote>]>([
    ["a cancel that was obeyed and did not cancel", { action: "cancel", said: "running" }],
    ["an answer with a status that the run never had", { said: "pausing" }],
    [
      "a refusal without a reason",
      { http: 409, said: "illegal_transition", sentAt: T0 + 5_600, answeredAt: T0 + 5_700 },
    ],
    [
      "a conflict with the status that the run had",
      { http: 409, said: "conflict", expectedStatus: "running", sentAt: T0 + 5_600, answeredAt: T0 + 5_700 },
    ],
    ["an expected status that was not looked at", { expectedStatus: "paused" }],
    ["an error of the server", { http: 500, said: "internal_error" }],
    ["a stop after which another turn began", { action: "stop", answeredAt: T0 + 3_200, sentAt: T0 + 3_100 }],
  ])("%s", (_what, more) => {
    const run = more.action === "stop" ? changeEvent(someRun(), 7, { turn: 3 }) : someRun();
    const running = more.http === 409 ? { ...run, moves: run.moves.slice(0, 3) } : run;
    expect(told(more, running)).toContain("control");
  });

  it("a pause after which another turn began, unless it was taken back", () => {
    const run = {
      ...changeEvent(someRun(), 7, { turn: 3 }),
      moves: [...someRun().moves.slice(0, 3), { ...move(4, { from: "running", to: "pausing" }), at: T0 + 3_450 }],
    };
    const pause = note({ said: "pausing" });
    const resume = note({ action: "resume", sentAt: T0 + 3_600, answeredAt: T0 + 3_700, http: null, said: null });
    const whats = (controls: ControlNote[]) =>
      checkRun({ ...run, status: "completed" }, { ...noEvidence, controls })
        .findings.map(({ what }) => what)
        .join();
    expect(whats([pause])).toContain("turn 3 began later");
    expect(whats([pause, resume])).not.toContain("began later");
  });

  it("nothing when a run that ended first refuses a cancel, or nobody answered", () => {
    expect(
      told({ action: "cancel", http: 409, said: "illegal_transition", sentAt: T0 + 4_100, answeredAt: T0 + 4_200 }),
    ).toEqual([]);
    expect(told({ action: "cancel", http: null, said: null })).toEqual([]);
  });

  it("a pause that nobody asked for", () => {
    const run = someRun();
    const paused = run.moves.map((one) => (one.id === 4 ? { ...one, status: { from: "running", to: "paused" } } : one));
    expect(kindsIn({ ...run, moves: paused })).toContain("control");
  });
});
