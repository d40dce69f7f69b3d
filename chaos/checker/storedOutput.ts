/** The stored output of one turn, put together: without holes, and which part of it each execution printed. */
import type { OutputChunk } from "./evidence.ts";

export type StoredOutput = {
  text: string;
  /** By the tag of the execution. */
  parts: Map<string, { from: number; to: number }>;
  broken: string[];
};

export function storedOutput(chunks: OutputChunk[], tags: string[]): StoredOutput {
  const broken: string[] = [];
  let text = "";
  for (const { firstByte, text: next } of [...chunks].sort((a, b) => a.firstByte - b.firstByte)) {
    if (firstByte > text.length) broken.push(`the stored output lacks bytes ${text.length} to ${firstByte}`);
    if (firstByte < text.length) broken.push(`the stored output has bytes ${firstByte} to ${text.length} twice`);
    text = `${text.slice(0, firstByte).padEnd(firstByte, "\0")}${next}`;
  }
  return { text, ...partsOf(text, tags, broken) };
}

/** An execution that was killed may leave the beginning of a line, which the next one's first line follows at once. */
function partsOf(text: string, tags: string[], broken: string[]): Omit<StoredOutput, "text"> {
  const parts: StoredOutput["parts"] = new Map();
  const starts = tags.map((tag) => ({ tag, from: text.indexOf(`${tag} n 1\n`) })).filter(({ from }) => from >= 0);
  starts.sort((a, b) => a.from - b.from);
  if (text && starts[0]?.from !== 0) broken.push("the stored output does not begin with a first number");
  const order = starts.map(({ tag }) => tags.indexOf(tag));
  if (order.some((position, index) => index > 0 && position < (order[index - 1] ?? 0)))
    broken.push("the stored output has a later execution before an earlier one");
  for (const [index, { tag, from }] of starts.entries())
    parts.set(tag, { from, to: starts[index + 1]?.from ?? text.length });
  return { parts, broken };
}
