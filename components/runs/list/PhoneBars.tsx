/** The list's controls on a phone: what is new and what narrows it above, filter and start under the thumb. */
"use client";

import Link from "next/link";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { ListChecks, ListFilter, Plus } from "#components/ui/icons.tsx";
import { FilterChips } from "./FilterBar.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";
import { narrowedFields } from "./filterFields.tsx";
import type { RunFilters } from "./useRunFilters.ts";

const loadSheet = () => import("./FilterSheet.tsx");
const FilterSheet = lazy(async () => ({ default: (await loadSheet()).FilterSheet }));

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

export function PhoneActions({ filters, choices }: { filters: RunFilters; choices: FilterChoices }) {
  const [open, setOpen] = useState(false);
  const count = narrowedFields(filters.params).length + (filters.params.q.trim() ? 1 : 0);
  return (
    <div className="sticky bottom-0 z-20 mt-auto flex gap-2 border-t border-line bg-surface px-4 pt-2.5 pb-[calc(10px+env(safe-area-inset-bottom))] card:hidden">
      <Button
        className="h-11 flex-1 text-md"
        aria-haspopup="dialog"
        onClick={() => openLoaded(loadSheet, () => setOpen(true))}
        onPointerDown={() => fetchAhead(loadSheet)}
      >
        <ListFilter size={16} strokeWidth={1.5} aria-hidden /> Filter{count > 0 ? ` · ${count}` : ""}
      </Button>
      <Link href="/runs/new" className={buttonLook({ kind: "primary" }, "h-11 flex-1 text-md")}>
        <Plus size={16} strokeWidth={1.5} aria-hidden /> Start a run
      </Link>
      {open ? (
        <Suspense>
          <FilterSheet
            choices={choices}
            q={filters.params.q}
            onSearch={filters.search}
            onClear={filters.clear}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
