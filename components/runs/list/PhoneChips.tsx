/** On a phone: what is new and what narrows the list, above it. */
"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/Button.tsx";
import { ListChecks } from "#components/ui/icons.tsx";
import { FilterChips } from "./FilterChips.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";
import type { RunFilters } from "./useRunFilters.ts";

/** A row of one height, whatever is in it. */
export function PhoneChips({
  filters,
  choices,
  choosing,
  onChoosing,
  children,
}: {
  filters: RunFilters;
  choices: FilterChoices;
  /** Cards are being selected. */
  choosing: boolean;
  onChoosing: (choosing: boolean) => void;
  children: ReactNode;
}) {
  return (
    <div className="sticky top-24 z-10 flex h-15 shrink-0 items-center gap-2 overflow-x-auto bg-surface px-4 [scrollbar-width:none] card:hidden">
      {children}
      <FilterChips filters={filters} choices={choices} />
      <Button
        kind="ghost"
        aria-pressed={choosing}
        onClick={() => onChoosing(!choosing)}
        className="ml-auto h-11 aria-pressed:bg-active aria-pressed:text-ink"
      >
        <ListChecks size={16} strokeWidth={1.5} aria-hidden /> Select
      </Button>
    </div>
  );
}
