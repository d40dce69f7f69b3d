/** Values that stand in the address of the page: Back undoes them, a reload and a link keep them. */
"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { addToDraft, readDraft, settleDraft, toBase, watchDraft, withDraft, type Step } from "./addressDraft.ts";
import { readAddress, writeValue, type Change, type Params, type Values } from "./addressParams.ts";

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
  const path = usePathname();
  const search = useSearchParams().toString();
  const base = toBase(path, search);
  const draft = useSyncExternalStore(watchDraft, readDraft, () => null);
  const values = useMemo(
    () => readAddress(params, new URLSearchParams(draft?.bases.includes(base) ? withDraft(search, draft) : search)),
    [params, base, search, draft],
  );
  useEffect(() => settleDraft(base), [base]);

  const set: SetAddress<Of> = (change, { step = "replace", afterMs = 0 } = {}) => {
    const changes = Object.entries(change).map(([name, value]) => {
      const param = params[name];
      return [name, param ? writeValue(param, value) : null] as const;
    });
    addToDraft(path, changes, { step, afterMs });
  };
  return [values, set];
}
