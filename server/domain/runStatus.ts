/** The statuses of a run, who may move it where, and what each action does: the one table that API, worker, pages and tests read. */
import { InvalidRunStateTransitionError } from "./runErrors.ts";

export const RUN_STATUSES = [
  "queued",
  "running",
  "pausing",
  "paused",
  "cancelling",
  "cancelled",
  "completed",
  "failed",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const RUN_TRIGGERS = [
  "worker_started",
  "pause_requested",
  "pause_acknowledged",
  "resume_requested",
  "cancel_requested",
  "cancel_acknowledged",
  "run_completed",
  "run_failed",
] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export const transitions = {
  queued: { worker_started: "running", cancel_requested: "cancelling", run_failed: "failed" },
  running: {
    pause_requested: "pausing",
    cancel_requested: "cancelling",
    run_completed: "completed",
    run_failed: "failed",
  },
  pausing: {
    pause_acknowledged: "paused",
    resume_requested: "running",
    cancel_requested: "cancelling",
    run_completed: "completed",
    run_failed: "failed",
  },
  paused: {
    resume_requested: "running",
    cancel_requested: "cancelling",
    run_completed: "completed",
    run_failed: "failed",
  },
  cancelling: { cancel_acknowledged: "cancelled" },
  cancelled: {},
  completed: {},
  failed: {},
} as const satisfies Record<RunStatus, Partial<Record<RunTrigger, RunStatus>>>;

export const SETTLED_STATUSES = ["cancelled", "completed", "failed"] as const satisfies RunStatus[];

export function isSettled(status: RunStatus): boolean {
  return (SETTLED_STATUSES as readonly RunStatus[]).includes(status);
}

/** The status after a trigger; an illegal move throws. */
export function transition(status: RunStatus, trigger: RunTrigger): RunStatus {
  const next = (transitions[status] as Partial<Record<RunTrigger, RunStatus>> | undefined)?.[trigger];
  if (!next) throw new InvalidRunStateTransitionError(status, trigger);
  return next;
}

export const RUN_ACTIONS = ["pause", "resume", "stop", "cancel"] as const;
export type RunAction = (typeof RUN_ACTIONS)[number];
export const PAUSE_MODES = ["after-turn", "now"] as const;
export type PauseMode = (typeof PAUSE_MODES)[number];

/**
 * What an action does to a run that a worker holds ("held") and to one that nobody holds ("free", between turns).
 * `to: null` = the status stays. `refused` = 409 with the trigger that is missing from the table.
 * A held cancel ends at `cancelling`; the holder acknowledges it when the process tree is gone.
 */
export type ActionEffect =
  { refused: RunTrigger } | { to: RunStatus | null; stopAfterTurn?: boolean; interrupts?: "now"; repeated?: true };

const settledEffects = {
  pause: { held: { refused: "pause_requested" }, free: { refused: "pause_requested" } },
  resume: { held: { refused: "resume_requested" }, free: { refused: "resume_requested" } },
  stop: { held: { refused: "run_completed" }, free: { refused: "run_completed" } },
  cancel: { held: { refused: "cancel_requested" }, free: { refused: "cancel_requested" } },
} as const satisfies Record<RunAction, { held: ActionEffect; free: ActionEffect }>;

export const actionMatrix = {
  queued: {
    ...settledEffects,
    cancel: { held: { to: "cancelling" }, free: { to: "cancelled" } },
  },
  running: {
    pause: { held: { to: "pausing" }, free: { to: "paused" } },
    resume: settledEffects.resume,
    stop: { held: { to: null, stopAfterTurn: true }, free: { to: "completed" } },
    cancel: { held: { to: "cancelling" }, free: { to: "cancelled" } },
  },
  pausing: {
    pause: { held: { to: null, repeated: true }, free: { to: "paused" } },
    resume: { held: { to: "running" }, free: { to: "running" } },
    stop: { held: { to: "running", stopAfterTurn: true }, free: { to: "completed" } },
    cancel: { held: { to: "cancelling" }, free: { to: "cancelled" } },
  },
  paused: {
    pause: settledEffects.pause,
    resume: { held: { to: "running" }, free: { to: "running" } },
    stop: { held: { to: "completed" }, free: { to: "completed" } },
    cancel: { held: { to: "cancelling" }, free: { to: "cancelled" } },
  },
  cancelling: {
    ...settledEffects,
    cancel: { held: { to: null, repeated: true }, free: { to: "cancelled" } },
  },
  cancelled: settledEffects,
  completed: settledEffects,
  failed: settledEffects,
} as const satisfies Record<RunStatus, Record<RunAction, { held: ActionEffect; free: ActionEffect }>>;

type Effects = Record<RunAction, { held: ActionEffect; free: ActionEffect }>;

/** Nothing may be done to a run whose status only another version knows. */
export const effectsOf = (status: RunStatus): Effects =>
  Object.hasOwn(actionMatrix, status) ? actionMatrix[status] : settledEffects;

/** What `action` does now; a refused one throws the 409. */
export function actionEffect(
  status: RunStatus,
  action: RunAction,
  run: { held: boolean; mode?: PauseMode },
): Exclude<ActionEffect, { refused: RunTrigger }> {
  const effect = effectsOf(status)[action][run.held ? "held" : "free"];
  if ("refused" in effect) throw new InvalidRunStateTransitionError(status, effect.refused);
  if (run.held && action === "pause" && run.mode === "now") return { ...effect, interrupts: "now" };
  return effect;
}

/** The actions a page may offer: read from the matrix, so buttons never repeat the rule. */
export function allowedActions(status: RunStatus): RunAction[] {
  return RUN_ACTIONS.filter((action) => {
    const effect = effectsOf(status)[action].held;
    return !("refused" in effect) && !effect.repeated;
  });
}
