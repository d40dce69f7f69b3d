/** The runs of the palette: the latest at first, then those that the server finds for what is typed. */
"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { RunSummary } from "#server/domain/run.ts";
import { toCallError } from "./callError.ts";
import { latestRuns } from "./latestRuns.ts";
import { matchText } from "./matchText.ts";
import { useTRPC } from "./trpc.ts";

const WAIT_MS = 120; // a word is typed, not letters
const FOUND = 8;
const QUERY_MAX_CHARS = 200; // what the filter takes

export type PaletteRuns = {
  query: string;
  setQuery: (query: string) => void;
  runs: RunSummary[];
  /** `searching`: what stands here is of an earlier word, or nothing yet. */
  state: "searching" | "found" | "away";
  cause: string;
  retry: () => void;
};

export function usePaletteRuns(): PaletteRuns {
  const trpc = useTRPC();
  const [query, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const search = useQuery(
    trpc.runs.list.queryOptions(asked ? { q: asked, limit: FOUND } : latestRuns, {
      placeholderData: keepPreviousData,
      // Somebody waits for every word; the page's own retries are for what it shows already.
      retry: false,
    }),
  );
  const setQuery = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    const words = next.trim().replaceAll("\0", "").slice(0, QUERY_MAX_CHARS);
    timer.current = setTimeout(() => setAsked(words.isWellFormed() ? words : ""), words ? WAIT_MS : 0);
  };
  const runs = search.isError ? [] : (search.data?.runs ?? []);
  const isBehind = query.trim() !== asked || search.isPlaceholderData || search.isPending;
  return {
    query,
    setQuery,
    // Of what was found for an earlier word, only what fits this one: Enter must not open something else.
    runs: isBehind ? runs.filter((run) => matchText(run.name, query, toAlso(run))) : runs,
    state: search.isError && !search.isFetching ? "away" : isBehind ? "searching" : "found",
    cause: search.isError ? toCallError(search.error).message : "",
    retry: () => void search.refetch(),
  };
}

/** The rest of what the server searches. */
function toAlso(run: RunSummary): string {
  return `${run.missionLine ?? ""} ${run.epicId} ${run.project} #${run.number}`;
}
