/** What the recorder knows of a run from its events. Times are milliseconds; a span that has no end yet runs. */

/** What stood in the way of the model: a command or call, a test run, or Codi's own check. */
export type LaneSpan = {
  id: string;
  kind: "command" | "test" | "check";
  text: string;
  from: number;
  to: number | null;
  /** null = it runs, or nobody said how it ended. */
  failed: boolean | null;
};

export type TryState = "running" | "completed" | "failed" | "interrupted" | "unknown";

export type LaneTry = {
  try: number;
  from: number;
  to: number | null;
  /** True when its start is missing in the log: `from` is then the first thing that is there. */
  late: boolean;
  state: TryState;
  spans: readonly LaneSpan[];
};

export type LaneTurn = {
  turn: number;
  tries: readonly LaneTry[];
  /** What was reported so far; null = nothing was. */
  tokens: number | null;
};

export type Verb = "start" | "work" | "think" | "run" | "test" | "check" | "call" | "edit" | "search";

/** What happens this second. */
export type Doing = {
  turn: number;
  verb: Verb;
  /** The command, the files, or what was said last. */
  text: string;
  /** The last line of output since. */
  line: string;
  since: number;
};

export type LanesState = {
  turns: readonly LaneTurn[];
  /** null between turns. */
  doing: Doing | null;
  /** The last test run that told its numbers. */
  tested: { turn: number; passed: number; failed: number; skipped: number } | null;
  /** How Codi's own check ended last. */
  checked: { turn: number; failed: boolean; exitCode: number | null } | null;
  lastAt: number;
};
