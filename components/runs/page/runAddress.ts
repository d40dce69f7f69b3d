/** What stands in the address of a run page: the tab, the turn that is looked at, and the list that one came from. */
import { optionalNumber, optionalText, readAddress, word, type Searched } from "#components/address/addressParams.ts";
import {
  toNarrowing,
  toNarrowingAddress,
  type NarrowingParams,
  type RunNarrowingInput,
} from "#components/runs/list/runListParams.ts";

export const RUN_TABS = ["activity", "log", "usage", "prompt", "timeline", "turns"] as const;
export type RunTab = (typeof RUN_TABS)[number];

export const runParams = {
  tab: word(RUN_TABS, "activity"),
  /** The turn that everything below the header is about; null = all. */
  turn: optionalNumber,
  /** The line that the log opens at; the log reads it by itself. */
  line: optionalText,
  /** What the log is narrowed to; the log reads it by itself. */
  kind: optionalText,
};

export const readRunParams = (searched: Searched) => readAddress(runParams, searched);

/** The list around the run: what it is narrowed to, as its rows link with it and as the server is asked for neighbours. */
export type ListAround = { search: string; filter: RunNarrowingInput };

export function toListAround(params: NarrowingParams): ListAround {
  return { search: toNarrowingAddress(params).replace(/^\?/, ""), filter: toNarrowing(params) };
}

export function toRunHref(runId: string, place: { list: string; tab?: RunTab; turn?: number | null }): string {
  const more = new URLSearchParams();
  if (place.tab !== undefined && place.tab !== "activity") more.set("tab", place.tab);
  if (place.turn) more.set("turn", String(place.turn));
  const search = [place.list, more.toString()].filter(Boolean).join("&");
  return search ? `/runs/${runId}?${search}` : `/runs/${runId}`;
}

export const toListHref = (list: string) => (list ? `/runs?${list}` : "/runs");
