/** A line of the log as it is drawn: what the fold makes of events, and nothing that depends on the viewer. */
import type { Sgr } from "#server/domain/ansi.ts";

export const LOG_TAGS = ["out", "err", "cmd", "msg", "think", "chg", "log", "test", "sys"] as const;
export type LogTag = (typeof LOG_TAGS)[number];

/** The execution of a turn that a line stands in; all its lines share one. */
export type TurnPlace = {
  turn: number;
  /** Its head, by name. */
  head: number;
  /** When it began. */
  ts: string;
};

type Base = {
  /** The line's name: its address as one number. */
  n: number;
  seq: number;
  /** The how manieth line its event made: with seq, an address that never changes. */
  part: number;
  ts: string;
  /** The block this line belongs to, by its name: hidden while the block is folded. */
  block: number | null;
  /** null: outside of every turn, as what happens to the run between two of them. */
  within: TurnPlace | null;
};

export type TurnLine = Base & {
  kind: "turn";
  turn: number;
  try: number;
  /** lost = whatever would have said how it ended never came. */
  state: "running" | "completed" | "failed" | "lost";
  durationMs: number | null;
  /** null = Codex reported none; undefined = the turn has not ended. */
  tokens: number | null | undefined;
  /** How its process ended: `exit 1`, `SIGKILL`; empty when nothing is known about it. */
  ending: string;
  note: string;
};
export type TextLine = Base & {
  kind: "text";
  tag: LogTag;
  text: string;
  /** Only output carries terminal colours. */
  sgr: Sgr | null;
  tone: "plain" | "quiet" | "bad" | "good";
  /** Prose wraps and may be taller than a row. */
  prose: boolean;
  /** It continues the line before: one line of output that is longer than a row may be. */
  goesOn: boolean;
  /** Of output that a program printed: where it begins in the stored output. */
  offset: number | null;
};
export type BlockLine = Base & {
  kind: "block";
  tag: LogTag;
  title: string;
  state: "running" | "done" | "failed" | "lost";
  exitCode: number | null;
  durationMs: number | null;
  /** Its lines are `inside` many from this index on; others may have come in between. */
  bodyAt: number;
  inside: number;
};
type Stored = Base & {
  turn: number;
  stream: "stdout" | "stderr";
  /** Where it is in the stored output. */
  offset: number;
  bytes: number;
};
/** What the live feed left out; nobody has looked which lines that is. */
export type SkippedLine = Stored & { kind: "skipped" };
/** Many lines in one: their text is asked for when they are looked at. */
export type PassageLine = Stored & {
  kind: "passage";
  /** Its lines in the stored output, counted from 0. */
  line: number;
  lines: number;
  /** How many lines the log counts for it. */
  shown: number;
  /** The last event that it stands for. */
  to: number;
};
export type GapLine = Base & { kind: "gap"; from: number; to: number; reason: "retention" | "redis_lost" };

export type LogLine = TurnLine | TextLine | BlockLine | SkippedLine | PassageLine | GapLine;
