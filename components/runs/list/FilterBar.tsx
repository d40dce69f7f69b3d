/** What narrows the list, as chips, and the ways to narrow it further. */
"use client";

import { lazy, Suspense, useRef, type ReactNode, type RefObject } from "react";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { focusIfLost } from "#components/ui/focusIfLost.ts";
import { ListFilter } from "#components/ui/icons.tsx";
import { Kbd } from "#components/ui/Kbd.tsx";
import { FilterChips } from "./FilterChips.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";
import { isFiltered } from "./runListParams.ts";
import { SearchField } from "./SearchField.tsx";
import type { RunFilters } from "./useRunFilters.ts";

export const loadFilterMenu = () => import("./FilterMenu.tsx");
const FilterMenu = lazy(async () => ({ default: (await loadFilterMenu()).FilterMenu }));

export type FilterBarMenu = { open: boolean; onOpen: () => void; onClose: () => void };

export function FilterBar({
  filters,
  choices,
  menu,
  search,
  children,
}: {
  filters: RunFilters;
  choices: FilterChoices;
  menu: FilterBarMenu;
  search: RefObject<HTMLInputElement | null>;
  /** At the right: what is new, sums, columns. */
  children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const { params } = filters;
  return (
    <div
      className="flex min-h-[46px] flex-wrap items-center gap-1.5 px-6 py-2.5 max-card:hidden"
      onClick={() => focusIfLost(() => button.current)} // a filter that is dropped takes its button along
    >
      <span className="relative inline-flex">
        <Button
          ref={button}
          size="sm"
          aria-haspopup="menu"
          aria-expanded={menu.open}
          aria-keyshortcuts="F"
          onPointerEnter={() => fetchAhead(loadFilterMenu)}
          onFocus={() => fetchAhead(loadFilterMenu)}
          onClick={() => openLoaded(loadFilterMenu, menu.onOpen)}
          className="h-[26px] touch:h-11"
        >
          <ListFilter size={14} strokeWidth={1.5} aria-hidden /> Filter <Kbd>F</Kbd>
        </Button>
        {menu.open ? (
          <Suspense>
            <FilterMenu
              choices={choices}
              onText={() => search.current?.focus()}
              onClose={menu.onClose}
              onFocusBack={() => button.current?.focus()}
            />
          </Suspense>
        ) : null}
      </span>
      <SearchField params={params} field={search} onSearch={filters.search} />
      <FilterChips filters={filters} choices={choices} />
      {isFiltered(params) ? (
        <Button kind="ghost" size="sm" onClick={filters.clear} className="max-card:h-11 touch:h-11">
          Clear
        </Button>
      ) : null}
      <span className="flex-1" />
      {children}
    </div>
  );
}
