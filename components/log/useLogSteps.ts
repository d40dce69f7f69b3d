/** The ways to a certain line: from hit to hit, from error to error, to the line that the address names. Each unfolds what hides it. */
"use client";

import { useState, type RefObject } from "react";
import { sayToast } from "#components/shell/toasts.ts";
import { placeOf, type EntryName } from "./logEntries.ts";
import type { Place } from "./logEntry.ts";
import { firstHitFrom, placeOfHit } from "./logHits.ts";
import { isShown } from "./logRows.ts";
import { firstFrom } from "./scanLog.ts";
import { unfoldFor } from "./useFolds.ts";
import type { Follow } from "./useFollow.ts";
import type { LineRangeState } from "./useLineRange.ts";
import type { LogScreen } from "./useLogScreen.ts";
import type { LogSearch } from "./useLogSearch.ts";
import type { LogPlace, Target } from "./useLogWindow.ts";

export function useLogSteps(
  screen: LogScreen,
  options: { search: LogSearch; range: LineRangeState; follow: Follow; place: RefObject<LogPlace | null> },
) {
  const { entries, rows, view, failures, setFolds } = screen;
  const { search, range, follow, place } = options;
  const [target, setTarget] = useState<Target | null>(null);
  const [looked, setLooked] = useState<(EntryName & { nth: number }) | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const lookedAt = looked ? placeOf(entries.list, looked) : -1;
  const cursor: Place | null = looked && lookedAt !== -1 ? { at: lookedAt, nth: looked.nth } : null;
  const topPlace = () => place.current?.topPlace() ?? { at: 0, nth: 0 };

  const reveal = (line: Place, to = 0) => {
    setFolds((folds) => unfoldFor(folds, entries.list, { rows, at: line.at, to }));
    setTarget({ ...line });
    follow.release();
  };
  const lookAt = (line: Place, to = 0) => {
    const entry = entries.list[line.at];
    if (!entry) return;
    setLooked({ key: entry.key, ...line });
    reveal(line, to);
  };

  // An address that was opened is gone to once, as soon as its line is here.
  const named = range.found ? entries.list[range.found.from.at] : undefined;
  if (range.found && named && range.text !== opened && isShown(named, view)) {
    setOpened(range.text);
    reveal(range.found.from);
  }

  return {
    target,
    cursor,
    /** This address was clicked here: its line is in view. */
    dontGoTo: setOpened,
    stepHit(direction: 1 | -1) {
      const { at, from, to } = search.hits;
      if (at.length === 0) return;
      const here = firstHitFrom(search.hits, topPlace());
      const start = direction === 1 ? here : here - 1;
      const wanted = search.current === -1 ? start : search.current + direction;
      const next = (wanted + at.length) % at.length;
      const hit = placeOfHit(search.hits, next);
      const entry = entries.list[hit.at];
      if (!entry) return;
      search.setCurrent({ key: entry.key, ...hit, from: from[next] ?? 0 });
      lookAt(hit, to[next]);
    },
    nextError() {
      if (failures.length === 0) {
        sayToast({ title: "No errors", text: "Nothing that is loaded went wrong." });
        return;
      }
      const from = cursor ? cursor.at + 1 : topPlace().at;
      lookAt({ at: failures[firstFrom(failures, from) % failures.length] ?? 0, nth: 0 });
    },
  };
}
