/** On a phone: filter and start, under the thumb. */
"use client";

import Link from "next/link";
import { lazy, Suspense } from "react";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { ListFilter, Plus } from "#components/ui/icons.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";
import { narrowedFields } from "./filterFields.tsx";
import type { RunFilters } from "./useRunFilters.ts";

export const loadFilterSheet = () => import("./FilterSheet.tsx");
const FilterSheet = lazy(async () => ({ default: (await loadFilterSheet()).FilterSheet }));

export function PhoneActions({
  filters,
  choices,
  sheet,
}: {
  filters: RunFilters;
  choices: FilterChoices;
  sheet: { open: boolean; onOpen: () => void; onClose: () => void };
}) {
  const count = narrowedFields(filters.params).length + (filters.params.q.trim() ? 1 : 0);
  return (
    <div className="sticky bottom-0 z-20 mt-auto flex gap-2 border-t border-line bg-surface px-4 pt-2.5 pb-[calc(10px+env(safe-area-inset-bottom))] card:hidden">
      <Button
        className="h-11 flex-1 text-md"
        aria-haspopup="dialog"
        onClick={() => openLoaded(loadFilterSheet, sheet.onOpen)}
        onPointerDown={() => fetchAhead(loadFilterSheet)}
      >
        <ListFilter size={16} strokeWidth={1.5} aria-hidden /> Filter{count > 0 ? ` · ${count}` : ""}
      </Button>
      <Link href="/runs/new" className={buttonLook({ kind: "primary" }, "h-11 flex-1 text-md")}>
        <Plus size={16} strokeWidth={1.5} aria-hidden /> Start a run
      </Link>
      {sheet.open ? (
        <Suspense>
          <FilterSheet
            choices={choices}
            q={filters.params.q}
            onSearch={filters.search}
            onClear={filters.clear}
            onClose={sheet.onClose}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
