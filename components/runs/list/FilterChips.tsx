/** What narrows the list, a chip for each. */
"use client";

import { narrowedFields, toOptions, valuesOf } from "./filterFields.tsx";
import { FilterChip, TextChip } from "./FilterChip.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";
import { viewOf } from "./runViews.ts";
import type { RunFilters } from "./useRunFilters.ts";

const VIEW_FIELDS: ReadonlySet<string> = new Set(["status", "outcome", "pause"]);

/** A view's own choice stands in its tab and needs no chip, unless the chips are all there is to see. */
export function FilterChips({
  filters,
  choices: { params, known },
  whole = false,
}: {
  filters: RunFilters;
  choices: FilterChoices;
  whole?: boolean;
}) {
  const inTab = !whole && viewOf(params) !== undefined;
  const shown = narrowedFields(params).filter((field) => !inTab || !VIEW_FIELDS.has(field));
  return (
    <>
      {shown.map((field) => {
        const chosen = valuesOf(params, field);
        return (
          <FilterChip
            key={field}
            field={field}
            chosen={chosen}
            options={toOptions(field, chosen, known)}
            onToggle={(value) => filters.toggle(field, value)}
            onDrop={() => filters.drop(field)}
          />
        );
      })}
      {whole && params.q.trim() ? <TextChip q={params.q.trim()} onDrop={() => filters.search("")} /> : null}
    </>
  );
}
