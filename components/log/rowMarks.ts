/** What was searched for in one row, to be marked there. */
import { firstFrom, type Hits } from "./scanLog.ts";

export type RowMarks = { from: number; to: number; current: boolean }[];

export function marksOf({ hits, current }: { hits: Hits; current: number }, at: number): RowMarks | null {
  const marks: RowMarks = [];
  for (let index = firstFrom(hits.at, at); hits.at[index] === at; index += 1)
    marks.push({ from: hits.from[index] ?? 0, to: hits.to[index] ?? 0, current: index === current });
  return marks.length > 0 ? marks : null;
}
