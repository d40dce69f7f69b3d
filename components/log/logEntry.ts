/** A line with its place on the screen: its number, what it is about, and the name React knows it by. */
import type { LogLine } from "./logLine.ts";

/** A line is of a kind, and beside that something may have gone wrong with it. */
export type LineKind = { kind: "messages" | "commands" | "changes" | null; bad: boolean };

/** A line on the screen: where its entry stands among all, and, of one with many lines, the how manieth it is, from 0. */
export type Place = { at: number; nth: number };

export const comparePlaces = (one: Place, other: Place) => one.at - other.at || one.nth - other.nth;

export type LogEntry = {
  key: number | string;
  line: LogLine;
  /** Counts the lines as they stand, the folded ones too; the pieces of a long line share one. Of many lines it is the first. */
  number: number;
  about: LineKind;
};

/** How many lines stand there as one entry. */
export const linesOf = ({ line }: LogEntry): number => (line.kind === "passage" ? line.lines : 1);

/** The number of its last line. */
export const lastNumberOf = (entry: LogEntry): number => entry.number + linesOf(entry) - 1;
