/** The form's values: defaults, over them the address or a draft, over them what is typed now; and what is wrong with them. */
"use client";

import { useState } from "react";
import type { FieldError } from "#server/domain/runErrors.ts";
import { toFieldErrors, toFieldKey, type FieldErrors } from "./startErrors.ts";
import type { Prefill } from "./startAddress.ts";
import { keepDraft, useDraft, type Typed } from "./startDraft.ts";
import { startDefaults, type StartValues } from "./startValues.ts";

export type StartForm = {
  values: StartValues;
  errors: FieldErrors;
  set: (changes: Typed) => void;
};

/** An error goes when what it speaks of changes. */
function isAbout(field: FieldError, changes: Typed): boolean {
  const about = toFieldKey(field.path);
  return about !== null && (about in changes || (changes.on !== undefined && about in startDefaults.on));
}

export function useStartForm(address: string, prefill: Prefill) {
  const draft = useDraft(address);
  const [typed, setTyped] = useState<Typed>({});
  const [fields, setFields] = useState<FieldError[]>([]);

  const changes: Typed = { ...draft?.typed, ...typed };
  const values: StartValues = {
    ...startDefaults,
    ...prefill,
    ...changes,
    on: { ...startDefaults.on, ...prefill.on, ...changes.on },
    beginnings: { ...startDefaults.beginnings, ...changes.beginnings },
  };
  const { at: errors, elsewhere } = toFieldErrors(fields);
  const form: StartForm = {
    values,
    errors,
    set(now) {
      setTyped((before) => ({ ...before, ...now }));
      setFields((before) => before.filter((field) => !isAbout(field, now)));
      keepDraft(address, { ...changes, ...now });
    },
  };
  return {
    form,
    /** What is wrong with no field of the form. */
    elsewhere,
    setFields,
    draftAt: draft?.at ?? null,
    /** The draft is used up: it became a run. */
    forget: () => keepDraft(address, null),
    /** Takes back everything that was typed; returns how to bring it back. */
    clear(): () => void {
      setTyped({});
      setFields([]);
      keepDraft(address, null);
      return () => {
        setTyped(changes);
        keepDraft(address, changes);
      };
    },
  };
}
