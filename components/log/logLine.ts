/** A line of the log as it is drawn: what the fold makes of events, and nothing that depends on the viewer. */
import type { Sgr } from "./ansi.ts";

export const LOG_TAGS = ["out", "err", "cmd", "msg", "think", "chg", "log", "test", "sys"] as const;
export type LogTag = (typeof LOG_TAGS)[number];

type Base = {
  /** 1, 2, 3 … in the order of appearance: the line's name among its like. */
  n: number;
  seq: number;
  ts: string;
  /** The block this line belongs to, by its number: hidden while the block is folded. */
  block: number | null;
};

export type TurnLine = Base & {
  kind: "turn";
  turn: number;
  try: number;
  state: "running" | "completed" | "failed";
  durationMs: number | null;
  /** null = Codex reported none; undefined = the turn has not ended. */
  tokens: number | null | undefined;
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
};
export type BlockLine = Base & {
  kind: "block";
  tag: LogTag;
  title: string;
  state: "running" | "done" | "failed";
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
