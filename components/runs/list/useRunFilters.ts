/** The filters of the list in the address, and the ways to change them: each begins at the newest page. */
"use client";

import { useAddress, type SetAddress } from "#components/address/useAddress.ts";
import type { FilterField } from "./filterFields.tsx";
import { valuesOf } from "./filterFields.tsx";
import { runListParams, type RunListParams } from "./runListParams.ts";
import { runViews, toChosen, type ViewKey } from "./runViews.ts";

const TYPING_MS = 250; // a word is typed, not letters

export type RunFilters = {
  params: RunListParams;
  showView: (key: ViewKey) => void;
  /** Takes a value in or out; a time replaces the one before. */
  toggle: (field: FilterField, value: string) => void;
  drop: (field: FilterField) => void;
  search: (q: string) => void;
  showHours: (span: RunListParams["strip"]) => void;
  /** null: the newest. */
  showPage: (cursor: string | null) => void;
  clear: () => void;
};

const nothing = {
  status: null,
  outcome: null,
  pause: null,
  project: null,
  label: null,
  by: null,
  worker: null,
  since: null,
  q: null,
  cursor: null,
} as const;

export function useRunFilters(): RunFilters {
  const [params, setParams] = useAddress(runListParams);
  const change = (values: Parameters<SetAddress<typeof runListParams>>[0]) => setParams(values, { step: "push" });
  return {
    params,
    showView: (key) => change({ ...toChosen(runViews[key].choice), cursor: null }),
    toggle(field, value) {
      const chosen = valuesOf(params, field);
      if (field === "since") return change({ ...toSince(chosen.includes(value) ? null : value), cursor: null });
      const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
      change({ [field]: next.length > 0 ? next : null, cursor: null });
    },
    drop: (field) => change({ [field]: null, cursor: null }),
    search: (q) => setParams({ q, cursor: null }, { afterMs: TYPING_MS }),
    showHours: (strip) => setParams({ strip }),
    showPage: (cursor) => change({ cursor }),
    clear: () => change(nothing),
  };
}

/** The menu offers only spans that there are. */
const toSince = (value: string | null) => ({ since: value as RunListParams["since"] });
