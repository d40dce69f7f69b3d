/** Skipped output that somebody looks at or searches: asks which stored lines it is, and keeps the answer for this page. */
"use client";

import { useRef, useState } from "react";
import { OUTPUT_SPANS_MAX } from "#server/domain/limits.ts";
import type { LoadedOutput } from "./logEntries.ts";
import type { SkippedLine } from "./logLine.ts";
import type { StoredOutput } from "./storedOutput.ts";

export type SkippedOutput = ReturnType<typeof useSkippedOutput>;

export function useSkippedOutput(stored: Pick<StoredOutput, "readSkipped"> | null) {
  const [loaded, setLoaded] = useState<ReadonlyMap<number, LoadedOutput>>(new Map());
  const [loading, setLoading] = useState<ReadonlySet<number>>(new Set());
  const [error, setError] = useState<unknown>(null);
  const asked = useRef(new Set<number>()); // what is on its way, also before anything is drawn

  const ask = async (lines: readonly SkippedLine[]) => {
    const names = lines.map(({ n }) => n);
    names.forEach((n) => asked.current.add(n));
    setLoading(new Set(asked.current));
    try {
      const found = await stored?.readSkipped(lines);
      setError(null);
      setLoaded((before) => {
        const next = new Map(before);
        for (const [n, more] of found ?? [])
          next.set(n, { ...more, lines: [...(next.get(n)?.lines ?? []), ...more.lines] });
        return next;
      });
    } catch (failure) {
      setError(failure);
    } finally {
      names.forEach((n) => asked.current.delete(n));
      setLoading(new Set(asked.current));
    }
  };

  /** Those of one turn and stream in one question. */
  const load = (lines: readonly SkippedLine[]) => {
    if (!stored) return;
    const groups = new Map<string, SkippedLine[]>();
    for (const line of lines.filter(({ n }) => !asked.current.has(n))) {
      const name = `${line.turn} ${line.stream}`;
      groups.set(name, [...(groups.get(name) ?? []), line]);
    }
    for (const group of groups.values())
      for (let at = 0; at < group.length; at += OUTPUT_SPANS_MAX) void ask(group.slice(at, at + OUTPUT_SPANS_MAX));
  };
  return { loaded, loading, load, error, dismiss: () => setError(null) };
}
