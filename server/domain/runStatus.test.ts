/** The status table and the action matrix, written out a second time: whoever changes a cell changes it here too. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActionEffect,
  actionEffect,
  actionMatrix,
  allowedActions,
  isSettled,
  RUN_ACTIONS,
  RUN_STATUSES,
  RUN_TRIGGERS,
  type RunStatus,
  type RunTrigger,
  transition,
  transitions,
} from "./runStatus.ts";

const columns = RUN_TRIGGERS;
const __ = null;
/** worker_started, pause_requested, pause_acknowledged, resume_requested, cancel_requested, cancel_acknowledged, run_completed, run_failed */
const table: Record<RunStatus, (RunStatus | null)[]> = {
  queued: ["running", __, __, __, "cancelling", __, __, "failed"],
  running: [__, "pausing", __, __, "cancelling", __, "completed", "failed"],
  pausing: [__, __, "paused", "running", "cancelling", __, "completed", "failed"],
  paused: [__, __, __, "running", "cancelling", __, "completed", "failed"],
  cancelling: [__, __, __, __, __, "cancelled", __, __],
  cancelled: [__, __, __, __, __, __, __, __],
  completed: [__, __, __, __, __, __, __, __],
  failed: [__, __, __, __, __, __, __, __],
};

describe("the status table", () => {
  it("knows these triggers, in this order", () => {
    expect(RUN_TRIGGERS).toEqual([
      "worker_started",
      "pause_requested",
      "pause_acknowledged",
      "resume_requested",
      "cancel_requested",
      "cancel_acknowledged",
      "run_completed",
      "run_failed",
    ]);
    expect(Object.keys(transitions)).toEqual(Object.keys(table));
  });

  const cells = RUN_STATUSES.flatMap((from) =>
    columns.map((trigger, index) => ({ from, trigger, to: table[from][index] ?? null })),
  );
  it.each(cells)("$from · $trigger → $to", ({ from, trigger, to }) => {
    if (to) return expect(transition(from, trigger)).toBe(to);
    expect(() => transition(from, trigger)).toThrow(
      expect.objectContaining({ code: "illegal_transition", facts: { status: from, trigger } }),
    );
  });

  it("nothing leaves a settled status, and every walk ends in one or goes on", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RUN_TRIGGERS), { maxLength: 30 }), (triggers: RunTrigger[]) => {
        let status: RunStatus = "queued";
        for (const trigger of triggers) {
          const before: RunStatus = status;
          if (trigger in transitions[before]) status = transition(before, trigger);
          else expect(() => transition(before, trigger)).toThrow();
          if (isSettled(before)) expect(status).toBe(before);
        }
        expect(isSettled(status)).toBe(["cancelled", "completed", "failed"].includes(status));
      }),
    );
  });
});

const stays = (more: object = {}) => ({ to: null, ...more });
const to = (status: RunStatus, more: object = {}) => ({ to: status, ...more });
const no = (trigger: RunTrigger) => ({ refused: trigger });
const refusals = {
  pause: no("pause_requested"),
  resume: no("resume_requested"),
  stop: no("run_completed"),
  cancel: no("cancel_requested"),
};
type Cells = Record<(typeof RUN_ACTIONS)[number], object>;
const refusing = (cells: Partial<Cells>): Cells => ({ ...refusals, ...cells });
const repeated = { repeated: true };
const stops = { stopAfterTurn: true };

const matrix: Record<RunStatus, { held: Cells; free: Cells }> = {
  queued: {
    held: refusing({ cancel: to("cancelling") }),
    free: refusing({ cancel: to("cancelled") }),
  },
  running: {
    held: refusing({ pause: to("pausing"), stop: stays(stops), cancel: to("cancelling") }),
    free: refusing({ pause: to("paused"), stop: to("completed"), cancel: to("cancelled") }),
  },
  pausing: {
    held: {
      pause: stays(repeated),
      resume: to("running"),
      stop: to("running", stops),
      cancel: to("cancelling"),
    },
    free: { pause: to("paused"), resume: to("running"), stop: to("completed"), cancel: to("cancelled") },
  },
  paused: {
    held: refusing({ resume: to("running"), stop: to("completed"), cancel: to("cancelling") }),
    free: refusing({ resume: to("running"), stop: to("completed"), cancel: to("cancelled") }),
  },
  cancelling: {
    held: refusing({ cancel: stays(repeated) }),
    free: refusing({ cancel: to("cancelled") }),
  },
  cancelled: { held: refusing({}), free: refusing({}) },
  completed: { held: refusing({}), free: refusing({}) },
  failed: { held: refusing({}), free: refusing({}) },
};

describe("the action matrix", () => {
  const cells = RUN_STATUSES.flatMap((from) =>
    RUN_ACTIONS.flatMap((action) =>
      (["held", "free"] as const).map((how) => ({ from, action, how, effect: matrix[from][how][action] })),
    ),
  );
  it.each(cells)("$action on a $how run that is $from", ({ from, action, how, effect }) => {
    expect(actionMatrix[from][action][how]).toEqual(effect);
    const held = how === "held";
    if (!("refused" in effect)) return expect(actionEffect(from, action, { held })).toEqual(effect);
    expect(() => actionEffect(from, action, { held })).toThrow(
      expect.objectContaining({ code: "illegal_transition", facts: { status: from, trigger: effect.refused } }),
    );
  });

  it("a pause that is meant now interrupts a held turn, and only that", () => {
    const now = { mode: "now" } as const;
    expect(actionEffect("running", "pause", { held: true, ...now })).toEqual({ to: "pausing", interrupts: "now" });
    expect(actionEffect("pausing", "pause", { held: true, ...now })).toMatchObject({ to: null, interrupts: "now" });
    expect(actionEffect("running", "pause", { held: false, ...now })).toEqual({ to: "paused" });
    expect(actionEffect("running", "cancel", { held: true, ...now })).toEqual({ to: "cancelling" });
  });

  it("an effect is always a walk that the status table allows", () => {
    const reaches = (from: RunStatus, goal: RunStatus, steps = 2): boolean =>
      from === goal || (steps > 0 && Object.values(transitions[from]).some((next) => reaches(next, goal, steps - 1)));
    for (const { from, action, how } of cells) {
      const effect: ActionEffect = actionMatrix[from][action][how];
      if (!("refused" in effect) && effect.to) expect(reaches(from, effect.to), `${action} on ${from}`).toBe(true);
    }
  });

  it("pages offer what would change something", () => {
    const offered = Object.fromEntries(RUN_STATUSES.map((status) => [status, allowedActions(status)]));
    expect(offered).toEqual({
      queued: ["cancel"],
      running: ["pause", "stop", "cancel"],
      pausing: ["resume", "stop", "cancel"],
      paused: ["resume", "stop", "cancel"],
      cancelling: [],
      cancelled: [],
      completed: [],
      failed: [],
    });
  });
});

describe("a status that only another version knows", () => {
  const strange = "hibernating" as RunStatus;
  it("offers nothing, and refuses what is asked as an illegal transition", () => {
    expect(allowedActions(strange)).toEqual([]);
    for (const action of RUN_ACTIONS)
      expect(() => actionEffect(strange, action, { held: false })).toThrow(
        expect.objectContaining({ code: "illegal_transition" }),
      );
    for (const trigger of RUN_TRIGGERS)
      expect(() => transition(strange, trigger)).toThrow(expect.objectContaining({ code: "illegal_transition" }));
  });
});
