/** The log as it is on the screen: every loaded line, the rows of those that are wanted, how many there are of each kind. */
"use client";

import { useMemo, useState } from "react";
import { word } from "#components/address/addressParams.ts";
import { useAddress } from "#components/address/useAddress.ts";
import { createEntries, type LoadedOutput } from "./logEntries.ts";
import { createCounts, LOG_KINDS } from "./logKinds.ts";
import type { LogLine } from "./logLine.ts";
import { createRows, isShown, type LogView } from "./logRows.ts";
import { useFolds } from "./useFolds.ts";

const kindParams = { kind: word(LOG_KINDS, "all") };

export type LogScreen = ReturnType<typeof useLogScreen>;

export function useLogScreen(
  lines: readonly LogLine[],
  loaded: ReadonlyMap<number, LoadedOutput>,
  scope: number | null,
) {
  const [derive] = useState(() => ({ entries: createEntries(), rows: createRows(), counts: createCounts() }));
  const [{ kind }, setParams] = useAddress(kindParams);
  const { folds, actions, setFolds } = useFolds();
  const view = useMemo<LogView>(() => ({ scope, kind, ...folds }), [scope, kind, folds]);
  const entries = derive.entries(lines, loaded);
  const rows = derive.rows(entries, view);
  const failures = useMemo(
    () =>
      view.kind === "all" && view.scope === null
        ? entries.bad
        : entries.bad.filter((at) => {
            const entry = entries.list[at];
            return entry !== undefined && isShown(entry, view);
          }),
    [entries, view],
  );
  return {
    entries,
    rows,
    view,
    failures,
    counts: derive.counts(entries, scope),
    chooseKind: (next: typeof kind) => setParams({ kind: next }),
    foldActions: actions,
    setFolds,
  };
}
