/** What is asked for because somebody looks at it: the text of stored lines, and which lines skipped output is. */
"use client";

import { useEffect, useEffectEvent } from "react";
import type { SkippedLine } from "./logLine.ts";
import type { LogRow } from "./logRows.ts";
import type { Wanted } from "./storedLines.ts";
import type { StoredOutput } from "./storedOutput.ts";

const LOOK_MS = 400; // what only passes by is not asked for
const AGAIN_MS = 3_000; // what is not stored yet is soon

export function useInView(
  drawn: readonly LogRow[],
  { stored, load }: { stored: StoredOutput | null; load: ((lines: SkippedLine[]) => void) | null },
): void {
  const wanted = JSON.stringify(
    drawn.flatMap(({ entry: { line }, page }): Wanted[] => {
      if (line.kind !== "passage" || !page) return [];
      const { turn, stream, line: first } = line;
      return [{ turn, stream, from: first + page.from, to: first + page.to }];
    }),
  );
  useEffect(() => stored?.lines.want(JSON.parse(wanted) as Wanted[]), [stored, wanted]);

  const skipped = drawn.flatMap(({ entry: { line } }) => (line.kind === "skipped" ? [line] : []));
  const loadAll = useEffectEvent(() => load?.(skipped));
  const names = skipped.map(({ n, offset }) => `${n} ${offset}`).join();
  useEffect(() => {
    if (names === "") return;
    const first = setTimeout(() => loadAll(), LOOK_MS);
    const again = setInterval(() => loadAll(), AGAIN_MS);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, [names]);
}
