/** The page's clock: what the server rendered with until the browser took over, then the browser's, each second. */
"use client";

import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import type { Zone } from "./format.ts";

const RenderedAt = createContext(0);

export function ClockProvider({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return <RenderedAt value={renderedAt}>{children}</RenderedAt>;
}

const TICK_MS = 1_000;
let now = 0;
let timer: ReturnType<typeof setInterval> | null = null;
const watchers = new Set<() => void>();

function watchClock(onTick: () => void): () => void {
  watchers.add(onTick);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const watcher of watchers) watcher();
  }, TICK_MS);
  return () => {
    watchers.delete(onTick);
    if (watchers.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
    now = 0;
  };
}

const readClock = () => (now ||= Date.now());

/** Milliseconds now. All who read it tick together, so a page never shows two times. */
export function useNow(): number {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(watchClock, readClock, () => renderedAt);
}

const never = () => () => undefined;

/** Server and first browser render agree on UTC; the viewer's own zone follows at once. */
export function useZone(): Zone {
  return useSyncExternalStore<Zone>(
    never,
    () => "local",
    () => "utc",
  );
}

/** False on the server and while hydrating. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
