/** The inputs of the start form, each bound to one value and its error. */
"use client";

import type { ReactNode } from "react";
import { Field } from "#components/ui/Field.tsx";
import { inputLook } from "#components/ui/inputLook.ts";
import { Segments, type Segment } from "#components/ui/Segments.tsx";
import { Select } from "#components/ui/Select.tsx";
import { isChanged } from "./startBody.ts";
import type { TextKey } from "./startValues.ts";
import type { StartForm } from "./useStartForm.ts";

type Bound = { form: StartForm; name: TextKey; hint?: ReactNode };

/** What replaces the profile's own value says so. */
export function ChangedBadge({ form, name }: { form: StartForm; name: TextKey }) {
  if (!isChanged(form.values, name)) return null;
  return <span className="rounded-[5px] bg-signal-soft px-[5px] text-2xs font-medium text-signal-text">changed</span>;
}

export function TextField({
  form,
  name,
  label,
  hint,
  unit,
  number = false,
  mono = false,
  placeholder,
  suggestions = [],
}: Bound & {
  label: ReactNode;
  unit?: string;
  number?: boolean;
  mono?: boolean;
  placeholder?: string;
  suggestions?: readonly string[];
}) {
  const listId = suggestions.length > 0 ? `${name}-suggestions` : undefined;
  return (
    <Field id={name} label={label} hint={hint} error={form.errors[name]}>
      {({ id, describedBy, invalid }) => (
        <span className="relative block min-w-0">
          <input
            id={id}
            name={name}
            type={number ? "number" : "text"}
            {...(number && { step: "any" })}
            list={listId}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            placeholder={placeholder}
            value={form.values[name]}
            onChange={(change) => form.set({ [name]: change.target.value })}
            className={`${inputLook({ invalid, mono })} ${unit ? "pr-16" : ""} max-card:h-11`}
          />
          {unit ? (
            <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-xs text-ink-3">
              {unit}
            </span>
          ) : null}
          {listId ? (
            <datalist id={listId}>
              {suggestions.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
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
  placeholder,
}: Bound & { label: ReactNode; rows: number; placeholder?: string }) {
  return (
    <Field id={name} label={label} hint={hint} error={form.errors[name]}>
      {({ id, describedBy, invalid }) => (
        <textarea
          id={id}
          name={name}
          rows={rows}
          spellCheck={false}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          placeholder={placeholder}
          value={form.values[name]}
          onChange={(change) => form.set({ [name]: change.target.value })}
          className={`${inputLook({ invalid, mono: true, area: true })} leading-5`}
        />
      )}
    </Field>
  );
}

/** A value that came from outside and is none of the choices stays visible: the server names it when it refuses it. */
function withOwn(options: readonly Segment[], value: string): readonly Segment[] {
  return options.some((option) => option.value === value) ? options : [...options, { value, label: value || "none" }];
}

export function SelectField({
  form,
  name,
  label,
  hint,
  options,
}: Bound & { label: ReactNode; options: readonly Segment[] }) {
  return (
    <Field id={name} label={label} hint={hint} error={form.errors[name]}>
      {({ id, describedBy, invalid }) => (
        <Select
          id={id}
          name={name}
          aria-describedby={describedBy}
          invalid={invalid}
          value={form.values[name]}
          onChange={(change) => form.set({ [name]: change.target.value })}
          options={withOwn(options, form.values[name])}
        />
      )}
    </Field>
  );
}

export function SegmentField({
  form,
  name,
  label,
  hint,
  badge,
  options,
}: Bound & { label: string; badge?: ReactNode; options: readonly Segment[] }) {
  const error = form.errors[name];
  const noteId = `${name}-note`;
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <Segments
        name={name}
        label={label}
        badge={badge}
        describedBy={noteId}
        invalid={error !== undefined}
        value={form.values[name]}
        onChange={(value) => form.set({ [name]: value })}
        options={withOwn(options, form.values[name])}
      />
      <div id={noteId} className="text-xs text-ink-3 empty:hidden">
        {error === undefined ? hint : <p className="text-danger">{error}</p>}
      </div>
    </div>
  );
}
