/** What was typed into the start form and not started yet, kept by this browser, one draft an address. */
"use client";

import { useSyncExternalStore } from "react";
import { startDefaults, type StartValues } from "./startValues.ts";

export type Typed = Partial<StartValues>;
export type Draft = { typed: Typed; at: string };
type Drafts = Record<string, Draft>;

const KEY = "codi.start";
const KEEP = 5; // a draft for each rerun of a week would only be clutter
const EMPTY: Drafts = {};
const watchers = new Set<() => void>();
/** Another tab's typing is not ours: a draft is read once, when its form comes, and then only changed here. */
const known = new Map<string, Draft | null>();

export function watchDrafts(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => {
    watchers.delete(onChange);
    if (watchers.size === 0) known.clear();
  };
}

export function findDraft(address: string): Draft | null {
  let draft = known.get(address);
  if (draft === undefined) known.set(address, (draft = read()[address] ?? null));
  return draft;
}

/** Storage can be forbidden; then there is no draft. */
function read(): Drafts {
  try {
    return parse(localStorage.getItem(KEY) ?? "");
  } catch {
    return EMPTY;
  }
}

/** Written by an earlier version, or by anybody: what cannot be a value is none. */
function parse(raw: string): Drafts {
  try {
    const stored: unknown = JSON.parse(raw);
    if (!isRecord(stored)) return EMPTY;
    const drafts = Object.entries(stored).flatMap(([address, draft]): [string, Draft][] =>
      isRecord(draft) && isRecord(draft.typed) && typeof draft.at === "string"
        ? [[address, { typed: toTyped(draft.typed), at: draft.at }]]
        : [],
    );
    return Object.fromEntries(drafts);
  } catch {
    return EMPTY;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function toTyped(stored: Record<string, unknown>): Typed {
  const kind = (value: unknown) => (Array.isArray(value) ? "array" : typeof value);
  const known = Object.entries(startDefaults).filter(([key, value]) => kind(stored[key]) === kind(value));
  return Object.fromEntries(known.map(([key]) => [key, stored[key]]));
}

const withoutSecrets = (typed: Typed): Typed =>
  typed.env
    ? { ...typed, env: typed.env.map((row) => ({ ...row, value: "", gone: row.gone || row.value !== "" })) }
    : typed;

/** `typed` null: started, or cleared. */
export function keepDraft(address: string, typed: Typed | null): void {
  const { [address]: _, ...others } = read();
  const kept = Object.entries(others)
    .sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
    .slice(0, KEEP - 1);
  const own = typed && { typed: withoutSecrets(typed), at: new Date().toISOString() };
  const drafts = own ? [[address, own] as const, ...kept] : kept;
  try {
    if (drafts.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(drafts)));
  } catch {
    return;
  }
  known.set(address, own);
  for (const watcher of watchers) watcher();
}

export function useDraft(address: string): Draft | null {
  return useSyncExternalStore(
    watchDrafts,
    () => findDraft(address),
    () => null,
  );
}
