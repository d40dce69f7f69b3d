/** What the parts of the page on the screen can do, for the command palette: they say it, the palette reads it. */
"use client";

import { useEffect, useId, useSyncExternalStore } from "react";
import type { ReactNode } from "react";

export type PageCommand = {
  id: string;
  label: string;
  icon?: ReactNode;
  /** A stroke of the key map that does the same. */
  stroke?: string;
  run: () => void;
};

export type SaidCommands = { title: string; commands: PageCommand[] };

const byPart = new Map<string, SaidCommands>();
const nothing: SaidCommands[] = [];
let said = nothing;
const watchers = new Set<() => void>();

function tell(): void {
  said = [...byPart.values()];
  for (const watcher of watchers) watcher();
}

/** `title` heads the commands in the palette: "Run 4821". */
export function usePageCommands(title: string, commands: PageCommand[]): void {
  const part = useId();
  // With every render, so that what is run is what the page would do now.
  useEffect(() => {
    byPart.set(part, { title, commands });
    tell();
  });
  useEffect(
    () => () => {
      byPart.delete(part);
      tell();
    },
    [part],
  );
}

export function useSaidCommands(): SaidCommands[] {
  return useSyncExternalStore(
    (onChange) => {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    () => said,
    () => nothing,
  );
}
