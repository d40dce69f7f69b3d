/** A line of the log as it is drawn: what the fold makes of events, and nothing that depends on the viewer. */
import type { Sgr } from "#server/domain/ansi.ts";

export const LOG_TAGS = ["out", "err", "cmd", "msg", "think", "chg", "log", "test", "sys"] as const;
export type LogTag = (typeof LOG_TAGS)[number];

/** The execution of a turn that a line stands in; all its lines share one. */
export type TurnPlace = {
  turn: number;
  /** Its head, by number. */
  head: number;
  /** When it began. */
  ts: string;
};

type Base = {
  /** 1, 2, 3 … in the order of appearance: the line's name among its like, as long as nothing older arrives. */
  n: number;
  seq: number;
  /** The how manieth line its event made: with seq, an address that never changes. */
  part: number;
  ts: string;
  /** The block this line belongs to, by its number: hidden while the block is folded. */
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
export type SkippedLine = Base & {
  kind: "skipped";
  turn: number;
  stream: "stdout" | "stderr";
  offset: number;
  bytes: number;
};
export type GapLine = Base & { kind: "gap"; from: number; to: number; reason: "retention" | "redis_lost" };

export type LogLine = TurnLine | TextLine | BlockLine | SkippedLine | GapLine;
