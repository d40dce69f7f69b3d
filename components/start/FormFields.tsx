/** The inputs of the start form, each bound to one value and its error. */
"use client";

import type { ReactNode } from "react";
import { Field } from "#components/ui/Field.tsx";
import { inputLook } from "#components/ui/inputLook.ts";
import { Select } from "#components/ui/Select.tsx";
import type { FieldKey, StartValues, TextKey } from "./startValues.ts";

export type StartForm = {
  values: StartValues;
  errors: Partial<Record<FieldKey, string>>;
  set: <Key extends keyof StartValues>(key: Key, value: StartValues[Key]) => void;
};

type Bound = { form: StartForm; name: TextKey; label: ReactNode; hint?: ReactNode };

export function TextField({
  form,
  name,
  label,
  hint,
  unit,
  number = false,
  mono = false,
  placeholder,
}: Bound & { unit?: string; number?: boolean; mono?: boolean; placeholder?: string }) {
  return (
    <Field id={name} label={label} hint={hint} error={form.errors[name]}>
      {({ id, describedBy, invalid }) => (
        <span className="relative block min-w-0">
          <input
            id={id}
            name={name}
            type={number ? "number" : "text"}
            {...(number && { min: 0, step: "any" })}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            placeholder={placeholder}
            value={form.values[name]}
            onChange={(change) => form.set(name, change.target.value)}
            className={`${inputLook({ invalid, mono })} ${unit ? "pr-16" : ""}`}
          />
          {unit ? (
            <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-xs text-ink-3">
              {unit}
            </span>
          ) : null}
        </span>
      )}
    </Field>
  );
}

export function AreaField({
  form,
  name,
  label,
  hint,
  rows,
  mono = false,
  placeholder,
}: Bound & { rows: number; mono?: boolean; placeholder?: string }) {
  return (
    <Field id={name} label={label} hint={hint} error={form.errors[name]}>
      {({ id, describedBy, invalid }) => (
        <textarea
          id={id}
          name={name}
          rows={rows}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          placeholder={placeholder}
          value={form.values[name]}
          onChange={(change) => form.set(name, change.target.value)}
          className={`${inputLook({ invalid, mono, area: true })} ${mono ? "" : "text-[15px] leading-6"}`}
        />
      )}
    </Field>
  );
}

export function SelectField({
  form,
  name,
  label,
  hint,
  options,
}: Bound & { options: readonly { value: string; label: string }[] }) {
  const known = options.some((option) => option.value === form.values[name]);
  const shown = known ? options : [{ value: form.values[name], label: form.values[name] }, ...options];
  return (
    <Field id={name} label={label} hint={hint} error={form.errors[name]}>
      {({ id, describedBy, invalid }) => (
        <Select
          id={id}
          name={name}
          aria-describedby={describedBy}
          invalid={invalid}
          value={form.values[name]}
          onChange={(change) => form.set(name, change.target.value)}
          options={shown}
        />
      )}
    </Field>
  );
}
