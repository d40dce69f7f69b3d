/** The search of a log: what is asked stands in the address, the hits are found outside of React and on the server, one of them is the current one. */
"use client";

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { flag, text } from "#components/address/addressParams.ts";
import { useAddress } from "#components/address/useAddress.ts";
import { findPattern, findWords, type Finder, type LogQuery } from "#server/domain/findInText.ts";
import { placeOf, type EntryName, type LogEntries } from "./logEntries.ts";
import type { LogEntry } from "./logEntry.ts";
import { firstHitFrom, noHits, type Hits } from "./logHits.ts";
import { isShown, type LogView } from "./logRows.ts";
import { createLogScanner, noLoadedHits } from "./scanLog.ts";
import type { StoredScanner } from "./scanStored.ts";
import type { StoredOutput } from "./storedOutput.ts";

const searchParams = {
  find: text,
  case: flag,
  regex: flag,
};
const ADDRESS_MS = 300; // the address follows when somebody stops typing
const ASK_MS = 250; // so does the search on the server

/** One hit, by what does not change when lines come in between. */
export type CurrentHit = EntryName & { nth: number; from: number };

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

export function useLogSearch(
  entries: LogEntries,
  view: Pick<LogView, "scope" | "kind">,
  stored: Pick<StoredOutput, "hits" | "joinHits"> | null,
): LogSearch {
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
  const loaded = useSyncExternalStore(scanner.subscribe, scanner.read, () => noLoadedHits);
  const found = useStoredHits(entries, { scan, query: find ? query : null, scanner: stored?.hits ?? null });
  const join = stored?.joinHits ?? null;
  const hits = useMemo<Hits>(() => {
    if (!scan) return noHits;
    if (entries.passages.length === 0) return { ...loaded, nth: [] };
    // What knows of stored output is on its way.
    if (!join || !found) return { ...loaded, nth: [], complete: false };
    return join(entries, { loaded, stored: found, accepts: scan.accepts });
  }, [entries, loaded, found, scan, join]);
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

const never = () => () => undefined;
const nothing = () => null;

/** The hits in lines whose text is not here, once somebody stops typing. */
function useStoredHits(
  entries: LogEntries,
  options: {
    scan: { accepts: (entry: LogEntry) => boolean } | null;
    query: LogQuery | null;
    scanner: StoredScanner | null;
  },
) {
  const { scan, query, scanner } = options;
  const asked = query && JSON.stringify(query);
  useEffect(() => {
    if (!scanner) return;
    const ranges = entries.passages.flatMap((at) => {
      const entry = entries.list[at];
      if (entry?.line.kind !== "passage" || !scan?.accepts(entry)) return [];
      const { turn, stream, line, lines } = entry.line;
      return [{ turn, stream, from: line, to: line + lines }];
    });
    const look = () => scanner.look(asked === null ? null : (JSON.parse(asked) as LogQuery), ranges);
    if (asked === null || ranges.length === 0) {
      scanner.look(null, []);
      return;
    }
    const timer = setTimeout(look, ASK_MS);
    return () => clearTimeout(timer);
  }, [scanner, entries, scan, asked]);
  useEffect(() => scanner?.stop, [scanner]);
  return useSyncExternalStore(scanner?.subscribe ?? never, () => scanner?.read() ?? null, nothing);
}

function indexOfHit(hits: Hits, entries: LogEntries, { from, nth, ...name }: CurrentHit): number {
  const at = placeOf(entries.list, name);
  if (at === -1) return -1;
  for (let index = firstHitFrom(hits, { at, nth }); hits.at[index] === at; index += 1)
    if ((hits.nth[index] ?? 0) === nth && hits.from[index] === from) return index;
  return -1;
}
