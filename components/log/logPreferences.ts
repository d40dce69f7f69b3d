/** How somebody likes to read a log: remembered by the browser, the same in every run. */
"use client";

import { useSyncExternalStore } from "react";

export const TIMES = ["clock", "turn", "off"] as const;
/** The time of day, the time since the turn began, or none. */
export type Times = (typeof TIMES)[number];
export type LogPreferences = { wrap: boolean; times: Times };

const KEY = "codi.log";
const usual: LogPreferences = { wrap: false, times: "clock" };
const watchers = new Set<() => void>();
let read: LogPreferences | null = null;

function parse(text: string | null): LogPreferences {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (typeof value !== "object" || value === null) return usual;
    const times = "times" in value ? TIMES.find((one) => one === value.times) : undefined;
    return { wrap: "wrap" in value && value.wrap === true, times: times ?? usual.times };
  } catch {
    return usual;
  }
}

function readPreferences(): LogPreferences {
  try {
    return (read ??= parse(localStorage.getItem(KEY)));
  } catch {
    return (read ??= usual); // the browser keeps nothing for this page
  }
}

function setPreferences(change: Partial<LogPreferences>): void {
  read = { ...readPreferences(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(read));
  } catch {
    // Remembered until the page is left.
  }
  for (const watcher of watchers) watcher();
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

export function useLogPreferences(): [LogPreferences, (change: Partial<LogPreferences>) => void] {
  return [useSyncExternalStore(watch, readPreferences, () => usual), setPreferences];
}
