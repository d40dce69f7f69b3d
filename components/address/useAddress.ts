/** Values that stand in the address of the page: Back undoes them, a reload and a link keep them. */
"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { addToDraft, dropDraft, readDraft, watchDraft, withDraft, type Step } from "./addressDraft.ts";
import { readAddress, toSearch, writeValue, type Change, type Params, type Values } from "./addressParams.ts";

export type SetAddress<Of extends Params> = (
  change: Change<Of>,
  how?: {
    /** `push` is a step that Back takes back. */
    step?: Step;
    /** While somebody types: the address follows when they stop. */
    afterMs?: number;
  },
) => void;

/** `params` stay the same object. */
export function useAddress<Of extends Params>(params: Of): [Values<Of>, SetAddress<Of>] {
  const base = useSearchParams().toString();
  const draft = useSyncExternalStore(watchDraft, readDraft, () => null);
  const values = useMemo(
    () => readAddress(params, new URLSearchParams(draft?.base === base ? withDraft(base, draft) : base)),
    [params, base, draft],
  );
  useEffect(() => dropDraft(base), [base]);

  const set: SetAddress<Of> = (change, { step = "replace", afterMs = 0 } = {}) => {
    const changes = Object.entries(change).map(([name, value]) => {
      const param = params[name];
      return [name, param ? writeValue(param, value) : null] as const;
    });
    addToDraft(base, changes, {
      step,
      afterMs,
      write(chosen, as) {
        const search = toSearch(withDraft(window.location.search, chosen));
        const { pathname, hash } = window.location;
        if (search === window.location.search) return;
        const next = `${pathname}${search}${hash}`;
        if (as === "push") window.history.pushState(null, "", next);
        else window.history.replaceState(null, "", next);
      },
    });
  };
  return [values, set];
}
