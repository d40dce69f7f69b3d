/** What somebody has just chosen and the address does not say yet: one draft for the tab, shown at once, written a moment later. */
import { toSearch } from "./addressParams.ts";

export type Draft = {
  /** The address that it was begun at, then each that it was written as: once another one stands there, it is over. */
  bases: readonly string[];
  changes: ReadonlyMap<string, string | null>;
};

export type Step = "push" | "replace";

const watchers = new Set<() => void>();
let draft: Draft | null = null;
let step: Step = "replace";
let timer: ReturnType<typeof setTimeout> | undefined; // there while something is not written yet

/** An address by what it says, however it is written. */
export const toBase = (pathname: string, search: string): string => `${pathname}?${new URLSearchParams(search)}`;

export const readDraft = (): Draft | null => draft;

export function watchDraft(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => {
    watchers.delete(onChange);
    if (watchers.size === 0) forget(); // the page that it was chosen on is gone
  };
}

function forget(): void {
  clearTimeout(timer);
  timer = undefined;
  draft = null;
}

/** Everything that was chosen meanwhile is written in one step. `path` is the page on which it was chosen. */
export function addToDraft(
  path: string,
  changes: Iterable<readonly [string, string | null]>,
  how: { step: Step; afterMs: number },
): void {
  const { pathname, search } = window.location;
  if (pathname !== path) return; // somebody went on
  const base = toBase(pathname, search);
  const before = draft?.bases.includes(base) ? draft : null;
  draft = { bases: before?.bases ?? [base], changes: new Map([...(before?.changes ?? []), ...changes]) };
  step = how.step === "push" || (before && step === "push") ? "push" : "replace";
  for (const watcher of watchers) watcher();
  clearTimeout(timer);
  if (how.afterMs > 0) timer = setTimeout(write, how.afterMs);
  else write();
}

function write(): void {
  timer = undefined;
  const { pathname, search, hash } = window.location;
  if (!draft?.bases.includes(toBase(pathname, search))) return forget();
  const next = toSearch(withDraft(search, draft));
  const as = step;
  step = "replace"; // what comes before the page knows belongs to the same step
  if (next === search) return;
  draft = { ...draft, bases: [...draft.bases, toBase(pathname, next)] };
  window.history[`${as}State`](null, "", `${pathname}${next}${hash}`);
}

/** The page stands at `base` now. It learns late what was written: what was chosen since goes on from there. */
export function settleDraft(base: string): void {
  const at = draft?.bases.indexOf(base) ?? 0;
  if (!draft || at === 0) return;
  const bases = draft.bases.slice(at);
  if (at === -1 || (bases.length === 1 && timer === undefined)) forget();
  else draft = { ...draft, bases };
}

export function withDraft(search: string, { changes }: Draft): [string, string][] {
  const params = new URLSearchParams(search);
  for (const [name, value] of changes)
    if (value === null) params.delete(name);
    else params.set(name, value);
  return [...params];
}
