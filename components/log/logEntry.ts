/** A line with its place on the screen: its number, what it is about, and the name React knows it by. */
import type { LogLine } from "./logLine.ts";

/** A line is of a kind, and beside that something may have gone wrong with it. */
export type LineKind = { kind: "messages" | "commands" | "changes" | null; bad: boolean };

export type LogEntry = {
  key: number | string;
  line: LogLine;
  /** Counts the lines as they stand, the folded ones too; the pieces of a long line share one. */
  number: number;
  about: LineKind;
};
