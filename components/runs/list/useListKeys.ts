/** The keyboard of the list: where it stands, what is chosen, and what it does with that. */
"use client";

import { useState } from "react";
import { useKeys } from "#components/shell/useKeys.ts";
import {
  chooseTo,
  extend,
  moveCursor,
  nothingChosen,
  toggleAll,
  toggleRun,
  type RunSelection,
} from "./runSelection.ts";

export type ListKeys = {
  /** Of the rows that are there. */
  selection: RunSelection;
  choose: (runId: string, how: { range: boolean }) => void;
  chooseAll: () => void;
  clear: () => void;
};

export function useListKeys(
  rows: readonly string[],
  does: {
    open: (runId: string) => void;
    /** For what is chosen, or where the keyboard stands. */
    control: (action: "pause" | "cancel", runIds: string[]) => void;
    /** null: there is nothing to narrow. */
    narrow: { filter: () => void; search: () => void } | null;
    fresh: (() => void) | null;
  },
): ListKeys {
  const [kept, setKept] = useState(nothingChosen);
  const chosen = rows.filter((runId) => kept.chosen.has(runId));
  const cursor = kept.cursor !== null && rows.includes(kept.cursor) ? kept.cursor : null;
  const selection: RunSelection = { ...kept, cursor, chosen: new Set(chosen) };
  const move = (next: RunSelection) => {
    setKept(next);
    if (next.cursor !== null) standOn(next.cursor);
  };
  const clear = () => setKept({ ...nothingChosen, cursor });
  const meant = chosen.length > 0 ? chosen : cursor === null ? [] : [cursor];
  const { fresh } = does;
  useKeys("list", {
    next: () => move(moveCursor(selection, rows, 1)),
    previous: () => move(moveCursor(selection, rows, -1)),
    extendDown: () => move(extend(selection, rows, 1)),
    extendUp: () => move(extend(selection, rows, -1)),
    ...does.narrow,
    ...(cursor !== null && {
      open: () => does.open(cursor),
      select: () => setKept(toggleRun(selection, cursor)),
    }),
    ...(chosen.length > 0 ? { clear } : cursor !== null && { clear: () => setKept(nothingChosen) }),
    ...(meant.length > 0 && {
      pause: () => does.control("pause", meant),
      cancel: () => does.control("cancel", meant),
    }),
    ...(fresh && { fresh }),
  });
  return {
    selection,
    choose: (runId, { range }) => setKept(range ? chooseTo(selection, rows, runId) : toggleRun(selection, runId)),
    chooseAll: () => setKept(toggleAll(selection, rows)),
    clear,
  };
}

/** The row or the card, whichever is drawn; its link takes the focus, so that it is read out and Enter is its own. */
function standOn(runId: string): void {
  const drawn = [...document.querySelectorAll<HTMLElement>(`[data-run="${CSS.escape(runId)}"]`)].find(
    (place) => place.getClientRects().length > 0,
  );
  drawn?.querySelector<HTMLElement>("a[href]")?.focus({ preventScroll: true });
  drawn?.scrollIntoView({ block: "nearest" });
}
