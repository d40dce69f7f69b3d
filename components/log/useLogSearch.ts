/** The search of a log: what is asked stands in the address, the hits are found outside of React, one of them is the current one. */
"use client";

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { flag, text } from "#components/address/addressParams.ts";
import { useAddress } from "#components/address/useAddress.ts";
import { findPattern, findWords, type Finder, type LogQuery } from "#server/domain/findInText.ts";
import { placeOf, type EntryName, type LogEntries } from "./logEntries.ts";
import type { LogEntry } from "./logEntry.ts";
import { isShown, type LogView } from "./logRows.ts";
import { createLogScanner, firstFrom, noHits, type Hits } from "./scanLog.ts";

const searchParams = {
  find: text,
  case: flag,
  regex: flag,
};
const ADDRESS_MS = 300; // the address follows when somebody stops typing

/** One hit, by what does not change when lines come in between. */
export type CurrentHit = EntryName & { from: number };

export type LogSearch = {
  query: LogQuery;
  setQuery: (change: Partial<LogQuery>) => void;
  /** What is wrong with the pattern, in words. */
  problem: string | null;
  hits: Hits;
  /** Counted from 0; -1: none yet. */
  current: number;
  setCurrent: (hit: CurrentHit | null) => void;
};

export function useLogSearch(entries: LogEntries, view: Pick<LogView, "scope" | "kind">): LogSearch {
  const [params, setParams] = useAddress(searchParams);
  const query: LogQuery = { text: params.find, matchCase: params.case, regex: params.regex };
  const { scope, kind } = view;
  const finder = useFinder(query);
  const find = finder && "find" in finder ? finder.find : null;
  const scan = useMemo(
    () => find && { find, accepts: (entry: LogEntry) => isShown(entry, { scope, kind }) },
    [find, scope, kind],
  );

  const [scanner] = useState(() =>
    createLogScanner(
      () => performance.now(),
      (work) => {
        const timer = setTimeout(work);
        return () => clearTimeout(timer);
      },
    ),
  );
  useEffect(() => scanner.look(scan, entries), [scanner, scan, entries]);
  useEffect(() => scanner.stop, [scanner]);
  const hits = useSyncExternalStore(scanner.subscribe, scanner.read, () => noHits);
  const [hit, setHit] = useState<CurrentHit | null>(null);

  return {
    query,
    setQuery({ text: words, matchCase, regex }) {
      setHit(null);
      setParams(
        {
          ...(words !== undefined && { find: words }),
          ...(matchCase !== undefined && { case: matchCase }),
          ...(regex !== undefined && { regex }),
        },
        { afterMs: ADDRESS_MS },
      );
    },
    problem: finder && "problem" in finder ? finder.problem : null,
    hits,
    current: hit ? indexOfHit(hits, entries, hit) : -1,
    setCurrent: setHit,
  };
}

/** null: nothing is asked, or the engine for patterns is on its way. */
function useFinder({ text, matchCase, regex }: LogQuery): Finder | null {
  const [compiled, setCompiled] = useState<{ name: string; finder: Finder } | null>(null);
  const name = JSON.stringify([text, matchCase]);
  useEffect(() => {
    if (!regex || text === "") return;
    let wanted = true;
    const take = (finder: Finder) => wanted && setCompiled({ name, finder });
    void findPattern(text, matchCase).then(take, () => take({ problem: "Patterns could not be loaded" }));
    return () => {
      wanted = false;
    };
  }, [text, matchCase, regex, name]);
  const words = useMemo(
    () => (regex || text === "" ? null : { find: findWords(text, matchCase) }),
    [text, matchCase, regex],
  );
  if (!regex || text === "") return words;
  return compiled?.name === name ? compiled.finder : null;
}

function indexOfHit(hits: Hits, entries: LogEntries, { from, ...name }: CurrentHit): number {
  const at = placeOf(entries.list, name);
  for (let index = firstFrom(hits.at, at); at !== -1 && hits.at[index] === at; index += 1)
    if (hits.from[index] === from) return index;
  return -1;
}
