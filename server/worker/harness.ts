/** What a harness is: it makes a planned turn into a process to start, reads that process's lines, and says what came of it. */
import type { RunFailure, TokenUsage } from "#server/domain/run.ts";
import type { RunConfig } from "#server/domain/runConfig.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";

export type OutputStream = "stdout" | "stderr";

export type HarnessProfile = {
  name: string;
  harness: "codex" | "command";
  /** The argv of the `command` harness. */
  command: string[] | null;
  env: Record<string, string>;
  model: string | null;
  reasoning: string | null;
  /** The demo: the real Codex CLI under a scripted model. */
  scripted: boolean;
};

export type TurnPlan = {
  runId: string;
  turn: number;
  turnId: string;
  /** With env values. */
  config: RunConfig;
  profile: HarnessProfile;
  prompt: string;
  /** The real path of the workspace. */
  workingDir: string;
  harnessFolder: string;
  /** `<harnessFolder>/<epicId>`: where codys-log.md and the stop file stand. */
  epicFolder: string;
  /** Folders outside the workspace that the agent may write. */
  addDirs: string[];
  /** The thread to go on with; null = a fresh one. */
  threadId: string | null;
  /** What the harness last reported for that thread; null = unknown or fresh. */
  threadTotals: TokenUsage | null;
  dataDir: string;
  /** CODI_CODEX_BIN, if set. */
  codexBin: string | null;
};

/** Reads whole lines (redacted, without their line end) in the order they were printed. Never throws. */
export type TurnParser = {
  /** null = plain output, shown in the live feed; an array (maybe empty) = understood, and not shown. */
  read(stream: OutputStream, line: string): Promise<RunEventBody[] | null>;
  /** True while this beginning of a line may still become one that the parser understands. */
  holds(stream: OutputStream, partial: string): boolean;
  /**
   * Whole lines together, as bytes: true = none of them is to be read, they are plain output and were taken note of. A
   * flood is so looked through at the speed of its bytes. Without it every line is read.
   */
  passesOver?(stream: OutputStream, lines: Buffer): boolean;
};

export type TurnReport = {
  /** The thread this turn ran in. */
  threadId: string | null;
  /** What this turn used, by the harness's own count; null = unknown. */
  usage: TokenUsage | null;
  /** The harness's own usage record, as printed. */
  usageRaw: unknown;
  /** What the thread has used in all: the base of its next turn. */
  threadTotals: TokenUsage | null;
  lastMessage: string | null;
  ranCommands: boolean;
  saidAnything: boolean;
  /** Relative paths that this turn wrote or deleted, each once. */
  filesChanged: string[];
  /** True when the harness reports no items, so changes cannot be seen. */
  opaque: boolean;
  failure: RunFailure | null;
  /** The last usage a sentinel named; counts only while `usage` is null. */
  sentinelUsage: TokenUsage | null;
};

export type PreparedTurn = {
  command: string;
  args: string[];
  /** What this harness adds to the child's environment. */
  env: Record<string, string>;
  /** Written whole to the child's stdin, which is then closed. */
  input: string | null;
  cliVersion: string | null;
  parser: TurnParser;
  report(end: { exitCode: number | null; signal: string | null }): TurnReport;
  /** Ends what the harness itself started for this turn. */
  close(): Promise<void>;
};

export type Harness = {
  name: "codex" | "command";
  /** Throws TurnPreparationError when the turn cannot start. */
  prepare(turn: TurnPlan): Promise<PreparedTurn>;
};

/** A turn that cannot start, with the failure to record. */
export class TurnPreparationError extends Error {
  readonly failure: RunFailure;
  constructor(failure: RunFailure) {
    super(failure.message);
    this.name = "TurnPreparationError";
    this.failure = failure;
  }
}
