/** Turns of a story and what stands between them, with everything filled in that a story need not say. */
import type { Actor } from "#server/domain/actor.ts";
import { systemActor } from "#server/domain/actor.ts";
import type { RunFailure, TokenUsage } from "#server/domain/run.ts";
import type { BetweenScene, CheckResult, Step, TurnEnd, TurnScene } from "./step.ts";

export type TurnOptions = {
  waits?: number;
  usage?: TokenUsage | null;
  end?: TurnEnd;
  check?: CheckResult;
  prompt?: string;
};

export function turn(options: TurnOptions, ...steps: (Step | Step[])[]): TurnScene {
  const { waits = 6, usage = null, end = { kind: "completed" }, check = null, prompt = "" } = options;
  return { kind: "turn", waits, usage, end, check, prompt, steps: steps.flat() };
}

/** Of thousands of tokens: input, how much of it was cached, output, how much of it was reasoning. */
export function tokens(input: number, cached: number, [output, reasoning]: [number, number]): TokenUsage {
  const [inputTokens, outputTokens] = [Math.round(input * 1_000), Math.round(output * 1_000)];
  return {
    inputTokens,
    cachedInputTokens: Math.round(cached * 1_000),
    outputTokens,
    reasoningTokens: Math.round(reasoning * 1_000),
    totalTokens: inputTokens + outputTokens,
  };
}

export function failing(
  code: RunFailure["code"],
  message: string,
  how: { exit?: number | null; retried?: boolean } = {},
): TurnEnd {
  const { exit = null, retried = false } = how;
  return { kind: "failed", error: { code, message, retryable: retried }, exitCode: exit, retried };
}

/** It stood paused for so many seconds, between two turns. */
export function stoodPaused(seconds: number, by: Actor, note: string): BetweenScene[] {
  return [
    {
      kind: "between",
      after: 1,
      events: [{ type: "run_paused", reason: "manual", resumeAt: null, note, actor: by }],
      audit: { actor: by, action: "pause", result: "paused" },
    },
    {
      kind: "between",
      after: seconds,
      events: [{ type: "run_resumed", actor: by }],
      audit: { actor: by, action: "resume", result: "running" },
    },
  ];
}

/** Its worker died and another one took it over. */
export function tookOver(
  after: number,
  lost: { workerId: string; by: string; turn: number; left: number[] },
): BetweenScene {
  const did = lost.left.length > 0 ? `Ended ${lost.left.length} processes that were left.` : "No process was left.";
  return {
    kind: "between",
    after,
    events: [
      { type: "worker_lost", workerId: lost.workerId, turn: lost.turn, left: lost.left },
      { type: "run_recovered", workerId: lost.by, did },
    ],
    audit: { actor: systemActor, action: "recover", result: "running" },
  };
}
