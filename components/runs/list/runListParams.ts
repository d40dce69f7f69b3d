/** How the run list's filters stand in the address, for the server's first paint, the browser and the run page alike. */
import {
  list,
  optionalText,
  optionalWord,
  readAddress,
  text,
  toAddress,
  word,
  type Change,
  type Searched,
  type Values,
} from "#components/address/addressParams.ts";
import { OUTCOMES } from "#server/domain/outcome.ts";
import { PAUSE_REASONS } from "#server/domain/pauseReasons.ts";
import { RUN_STATUSES } from "#server/domain/runStatus.ts";
import type { RunFilterInput } from "#server/domain/runFilter.ts";

const HOUR_MS = 3_600_000;

/** The times that a list can be narrowed to: a link stays true when it is opened tomorrow. */
export const sinceSpans = {
  "1h": { label: "last hour", ms: HOUR_MS },
  "24h": { label: "last 24 h", ms: 24 * HOUR_MS },
  "7d": { label: "last 7 days", ms: 7 * 24 * HOUR_MS },
  "30d": { label: "last 30 days", ms: 30 * 24 * HOUR_MS },
} as const;
export type SinceSpan = keyof typeof sinceSpans;
export const SINCE_SPANS = Object.keys(sinceSpans) as SinceSpan[];

const narrowingParams = {
  status: list(optionalWord(RUN_STATUSES)),
  outcome: list(optionalWord(OUTCOMES)),
  pause: list(optionalWord(PAUSE_REASONS)),
  project: list(text),
  label: list(text),
  by: list(text),
  worker: list(text),
  since: optionalWord(SINCE_SPANS),
  q: text,
};
export const runListParams = {
  ...narrowingParams,
  cursor: optionalText,
  strip: word(["6h", "24h", "7d"], "24h"),
};
export type NarrowingParams = Values<typeof narrowingParams>;
export type RunListParams = Values<typeof runListParams>;

export const readRunListParams = (searched: Searched): RunListParams => readAddress(runListParams, searched);
/** Of the list itself. */
export const toListAddress = (values: Change<typeof runListParams>) => toAddress(runListParams, values);
/** What a link to a run carries, so that its page knows the next one. */
export const toNarrowingAddress = (values: Change<typeof narrowingParams>) => toAddress(narrowingParams, values);

const ROWS = 50; // a screen and a bit, also on tall ones
const TEXT_MAX_CHARS = 200;
const CURSOR_MAX_CHARS = 200;
const VALUES_MAX = 50;
export const SINCE_STEP_MS = 5 * 60_000; // what is asked for stays the same question meanwhile

const sound = (text: string) =>
  text !== "" && text.length <= TEXT_MAX_CHARS && !text.includes("\0") && text.isWellFormed();
const unique = <Value>(values: readonly Value[]) => [...new Set(values)].slice(0, VALUES_MAX);

export type RunNarrowingInput = Omit<RunFilterInput, "limit" | "cursor">;

/** Whatever stands in the address becomes something that the server accepts. */
export function toNarrowing(params: NarrowingParams, now = Date.now()): RunNarrowingInput {
  const q = params.q.trim().slice(0, TEXT_MAX_CHARS);
  const step = Math.floor(now / SINCE_STEP_MS) * SINCE_STEP_MS;
  return {
    status: unique(params.status),
    outcome: unique(params.outcome),
    pause: unique(params.pause),
    project: unique(params.project).filter(sound),
    label: unique(params.label).filter(sound),
    by: unique(params.by).filter(sound),
    worker: unique(params.worker).filter(sound),
    q: sound(q) ? q : null,
    since: params.since ? new Date(step - sinceSpans[params.since].ms).toISOString() : null,
  };
}

export function toRunFilter(params: NarrowingParams & { cursor: string | null }, now = Date.now()): RunFilterInput {
  const cursor = params.cursor && params.cursor.length <= CURSOR_MAX_CHARS ? params.cursor : null;
  return { ...toNarrowing(params, now), limit: ROWS, cursor };
}

export function isFiltered(params: NarrowingParams): boolean {
  const { status, outcome, pause, project, label, by, worker, since, q } = params;
  const any = [status, outcome, pause, project, label, by, worker].some((values) => values.length > 0);
  return any || !!since || !!q.trim();
}
