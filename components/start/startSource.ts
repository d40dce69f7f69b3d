/** Another run as what the form is filled from: its config as somebody would have typed it. */
import type { RunSnapshot } from "#server/domain/run.ts";
import { fromSeconds } from "./amountOfTime.ts";
import type { Prefill } from "./startAddress.ts";
import { startDefaults } from "./startValues.ts";

export type StartSource = {
  number: number;
  runId: string;
  name: string;
  /** Of its turns on average; null before the first. */
  turnMs: number | null;
};

export function toSource(run: Pick<RunSnapshot, "number" | "runId" | "name" | "stats">): StartSource {
  const { turns, durationMs } = run.stats;
  return { number: run.number, runId: run.runId, name: run.name, turnMs: turns > 0 ? durationMs / turns : null };
}

type Taken = Pick<RunSnapshot, "runId" | "epicId" | "config">;

/** A limit that the run did not have is off here, with a proposal for what it could be. */
export function fromRun({ runId, epicId, config }: Taken): Prefill {
  const { check, completion, limits } = config;
  const seconds = (value: number | null, proposal: string) => (value === null ? proposal : fromSeconds(value));
  return {
    epicId,
    parentRun: runId,
    mission: config.mission ?? "",
    workingDir: config.workingDir,
    name: config.name ?? "",
    project: config.project ?? "",
    profile: config.profile,
    model: config.model ?? "",
    reasoning: config.reasoning ?? "",
    sandbox: config.sandbox,
    approval: config.approval,
    thread: config.thread,
    check: check?.command ?? "",
    checkSec: seconds(check?.timeoutSec ?? null, startDefaults.checkSec),
    checkStop: String(check?.stop ?? true),
    pattern: completion.pattern ?? "",
    scanTailLines: String(completion.scanTailLines),
    maxTurns: config.maxTurns === null ? startDefaults.maxTurns : String(config.maxTurns),
    wallSec: seconds(limits.wallSec, startDefaults.wallSec),
    turnSec: seconds(limits.turnSec, startDefaults.turnSec),
    on: {
      check: check !== null,
      pattern: completion.pattern !== null,
      maxTurns: config.maxTurns !== null,
      wallSec: limits.wallSec !== null,
      turnSec: limits.turnSec !== null,
    },
    loopDelaySec: String(config.loopDelaySec),
    onTurnFailure: config.onTurnFailure,
    priority: String(config.priority),
    prompt: config.prompt ?? "",
    labels: config.labels,
    references: config.references,
    watch: config.watch.include.join("\n") === "**" ? [] : config.watch.include,
    unwatched: config.watch.exclude,
    env: config.env.map((name) => ({ name, value: "", plain: config.plainEnv.includes(name), gone: true })),
  };
}
