/** A search is about what the live feed skipped, too: while somebody searches, the log asks which stored lines that is. */
"use client";

import { useEffect, useEffectEvent } from "react";
import type { LogEntries } from "./logEntries.ts";
import { isShown, type LogView } from "./logRows.ts";
import type { SkippedOutput } from "./useSkippedOutput.ts";

const EVERY_MS = 1_000; // a live log skips ten times a second

export function useSearchSkipped(
  entries: LogEntries,
  { searched, view, skipped }: { searched: boolean; view: Pick<LogView, "scope" | "kind">; skipped: SkippedOutput },
): void {
  const load = useEffectEvent(() => {
    if (skipped.error !== null) return; // the page says so
    skipped.load(
      entries.list.flatMap((entry) => (entry.line.kind === "skipped" && isShown(entry, view) ? [entry.line] : [])),
    );
  });
  useEffect(() => {
    if (!searched) return;
    const timer = setInterval(() => load(), EVERY_MS);
    return () => clearInterval(timer);
  }, [searched]);
}
