/** What can happen in a story: the steps of a turn, turns, and what happens between them. Seconds count from the step before. */
import type { Actor } from "#server/domain/actor.ts";
import type { RunFailure, TokenUsage } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";

type WithoutTurn<Body> = Body extends { turn: number } ? Omit<Body, "turn"> : never;
/** An event of a turn that Codex does not print itself. */
export type TurnEvent = WithoutTurn<RunEventBody> | Omit<Extract<RunEventBody, { type: "error" }>, "turn">;

/** An item as `codex exec --json` prints it; the player gives it its id. */
export type PrintedItem = { type: string; id?: string } & Record<string, unknown>;

export type Step =
  /** An item that is whole at once: a message, a thought. */
  | { kind: "item"; after: number; phase: "started" | "updated" | "completed"; item: PrintedItem }
  /** A call with a beginning and an end; `takes: null` runs until the story ends. */
  | { kind: "call"; after: number; takes: number | null; begun: PrintedItem; ended: PrintedItem; inside: Step[] }
  | { kind: "event"; after: number; event: TurnEvent }
  /** What a program printed past Codex; skipped = stored, but not shown live. */
  | { kind: "output"; after: number; stream: "stdout" | "stderr"; text: string; skipped: boolean }
  /** So much of the turn's usage is reported here. */
  | { kind: "meter"; after: number; share: number }
  /** Numbers of the log that were lost with Redis. */
  | { kind: "gone"; after: number; numbers: number };

export type TurnEnd =
  | { kind: "completed" }
  | { kind: "running" }
  | { kind: "failed"; error: RunFailure; exitCode: number | null; retried: boolean };

export type CheckResult = { command: string; exitCode: number; takes: number; output: string };

export type TurnScene = {
  kind: "turn";
  /** Seconds between the end of the turn before and the start of this one. */
  waits: number;
  prompt: string;
  steps: Step[];
  /** null = Codex reported none. */
  usage: TokenUsage | null;
  end: TurnEnd;
  check: CheckResult | null;
};

/** Something that concerns the run and no turn: a pause, a take-over. */
export type BetweenScene = { kind: "between"; after: number; events: RunEventBody[]; audit?: AuditLine };
export type AuditLine = { actor: Actor; action: string; result: string };

export type Scene = TurnScene | BetweenScene;
