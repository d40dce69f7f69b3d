/** The stories are told in the product's own words, and leave no status and no outcome out. */
import { describe, expect, it } from "vitest";
import { OUTCOMES } from "#server/domain/outcome.ts";
import { RunEventBody } from "#server/domain/runEvents.ts";
import { isSettled, RUN_STATUSES, type RunStatus } from "#server/domain/runStatus.ts";
import { seededRuns } from "./seededRuns.ts";
import { playStory } from "./story/playStory.ts";

const clock = { now: Date.now(), endedAt: Date.now() };
const played = seededRuns.map((run) => ({ run, story: playStory(run.story, {}, 1_000) }));

describe("the seeded runs", () => {
  it("are told in events of the catalogue only", () => {
    const bodies = played.flatMap(({ run, story }) => [
      ...story.moments.flatMap((moment) => ("body" in moment ? [moment.body] : [])),
      ...run.stands.events(clock),
    ]);
    const strangers = bodies.filter((body) => !RunEventBody.safeParse(body).success);
    expect(strangers).toEqual([]);
  });

  it("have moments that never go back in time", () => {
    for (const { run, story } of played) {
      const times = story.moments.map(({ at }) => at);
      expect(times, run.name).toEqual(times.toSorted((a, b) => a - b));
    }
  });

  it("stand in every status and came to every outcome", () => {
    const statuses = new Set(seededRuns.map(({ stands }) => stands.status));
    expect(RUN_STATUSES.filter((status) => !statuses.has(status))).toEqual([]);
    const outcomes = new Set(seededRuns.map(({ stands }) => stands.columns(clock).outcome));
    expect(OUTCOMES.filter((outcome) => !outcomes.has(outcome))).toEqual([]);
  });

  it("end with the outcome that the product's own rule would give them", async () => {
    const { toColumns } = await import("./story/toColumns.ts");
    for (const { run, story } of played) {
      const { outcome } = run.stands.columns(clock);
      if (outcome) expect(toColumns(story.turns, run.opaque === true).outcome, run.name).toBe(outcome);
    }
  });

  it("have a last turn that goes on exactly when somebody holds them", () => {
    for (const { run, story } of played)
      expect(story.turns.at(-1)?.scene.end.kind === "running", run.name).toBe(run.stands.held);
  });

  it("end once, and only when they are settled", () => {
    for (const { run } of played) {
      const ends = run.stands.events(clock).filter(({ type }) => /^run_(completed|failed|cancelled)$/.test(type));
      expect(ends.length, run.name).toBe(isSettled(run.stands.status as RunStatus) ? 1 : 0);
    }
  });

  it("cannot be claimed by a worker of this machine", () => {
    const due = seededRuns.filter(({ stands }) => stands.dueIn !== null);
    const free = due.filter((run) => run.worker === null && !run.host && (run.site ?? "default") === "default");
    expect(free.map(({ name }) => name)).toEqual([]);
  });
});
