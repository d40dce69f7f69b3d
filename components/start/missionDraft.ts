/** The mission as it was typed last, kept by this browser until a run starts with it. */
"use client";

import { useSyncExternalStore } from "react";

const KEY = "codi.mission";
const watchers = new Set<() => void>();

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  window.addEventListener("storage", onChange); // another tab
  return () => {
    watchers.delete(onChange);
    window.removeEventListener("storage", onChange);
  };
}

/** Storage can be forbidden; then there is no draft. */
function read(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function keepMissionDraft(text: string): void {
  try {
    if (text === "") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    return;
  }
  for (const watcher of watchers) watcher();
}

export function useMissionDraft(): string {
  return useSyncExternalStore(watch, read, () => "");
}
