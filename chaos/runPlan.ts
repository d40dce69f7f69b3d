/** The start body of each run of a chaos run, from the seed and its place in the row. */
import type { Scenario } from "./scenario.ts";
import { seededRandom } from "./seededRandom.mjs";

export type PlannedRun = {
  index: number;
  /** Below the folder of workspaces: runs of one project share it. */
  place: string;
  config: Record<string, unknown> & { maxTurns: number; priority: number; env: Record<string, string> };
};

export const PROFILE = "chaos";

type QueueProject = { place: string; limit: number | null };

/** The projects of a queue, and how many runs of each may be held at once; null = any number. */
export const QUEUE_PROJECTS: readonly [QueueProject, ...QueueProject[]] = [
  { place: "project-a", limit: 2 },
  { place: "project-b", limit: 3 },
  { place: "project-c", limit: null },
  { place: "project-d", limit: null },
];
export const QUEUE_PROFILE_LIMIT = 9; // below what two workers hold together, so that it counts too

export function planRun(scenario: Pick<Scenario, "seed" | "queue" | "maxTurns">, index: number): PlannedRun {
  const random = seededRandom(scenario.seed, "run", index);
  const fails = !scenario.queue && random.chance(0.3);
  const project = random.pick(QUEUE_PROJECTS);
  return {
    index,
    place: scenario.queue ? project.place : `run-${index}`,
    config: {
      name: `chaos ${index}`,
      profile: PROFILE,
      maxTurns: random.whole(1, scenario.maxTurns),
      loopDelaySec: random.pick([0, 0, 0.3, 1, 2]),
      // A run whose agent may fail goes on after it, else it would be over too soon to be of use.
      onTurnFailure: fails ? "continue" : "fail",
      priority: scenario.queue ? random.whole(-3, 3) : 0,
      env: { CHAOS_RUN: String(index), CHAOS_FAILS: fails ? "1" : "0" },
    },
  };
}
