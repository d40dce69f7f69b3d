/** Lines that a program prints again and again, as one line and how often. */
import type { OutputLine } from "./activityEntry.ts";

export type RepeatedLine = { line: OutputLine; times: number };

export function foldRepeats(lines: readonly OutputLine[]): RepeatedLine[] {
  const folded: RepeatedLine[] = [];
  for (const line of lines) {
    const before = folded.at(-1);
    if (before && isSame(before.line, line)) folded[folded.length - 1] = { line: before.line, times: before.times + 1 };
    else folded.push({ line, times: 1 });
  }
  return folded;
}

function isSame(one: OutputLine, other: OutputLine): boolean {
  if (one.kind !== "text" || other.kind !== "text" || one.text === "") return false;
  return one.stream === other.stream && one.text === other.text && one.cut === other.cut;
}
