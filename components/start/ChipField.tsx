/** Several short texts: Enter or a comma adds one, × or Backspace takes one away. */
"use client";

import { useRef, type KeyboardEvent } from "react";
import { clsx } from "clsx";
import { Field } from "#components/ui/Field.tsx";
import { X } from "#components/ui/icons.tsx";
import type { ListKey } from "./startValues.ts";
import type { StartForm } from "./useStartForm.ts";

export function ChipField({
  form,
  name,
  label,
  one,
  hint,
  placeholder,
  mono = false,
  commas = false,
}: {
  form: StartForm;
  name: ListKey;
  label: string;
  /** What one of them is called: "label". */
  one: string;
  hint?: string;
  placeholder: string;
  mono?: boolean;
  /** A comma ends a text; where texts may hold commas it does not. */
  commas?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const texts = form.values[name];
  const typed = form.values.beginnings[name];
  const keep = (list: string[], beginning: string) =>
    form.set({ [name]: list, beginnings: { ...form.values.beginnings, [name]: beginning } });
  const add = (text: string, rest = "") => {
    const added = (commas ? text.split(",") : [text]).map((part) => part.trim()).filter(Boolean);
    keep([...new Set([...texts, ...added])], rest);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey) return;
    if (event.key === "Enter") {
      event.preventDefault(); // it would start the run
      if (typed.trim()) add(typed);
    } else if (event.key === "Backspace" && typed === "" && texts.length > 0) keep(texts.slice(0, -1), "");
  };
  return (
    <Field id={name} label={label} hint={hint} error={form.errors[name]}>
      {({ id, describedBy, invalid }) => (
        <div
          onClick={() => input.current?.focus()}
          className={clsx(
            "flex min-h-8 min-w-0 flex-wrap items-center gap-1.5 rounded-md bg-raised px-1.5 py-1 shadow-(--shadow-control) inset-ring has-[>input:focus-visible]:outline-2 has-[>input:focus-visible]:outline-focus max-card:min-h-11 touch:min-h-11",
            invalid ? "inset-ring-danger" : "inset-ring-line-strong",
          )}
        >
          {texts.map((text, index) => (
            <span
              key={text}
              className={clsx(
                "inline-flex h-5 max-w-full min-w-0 items-center rounded-sm pl-1.5 text-2xs text-ink-2 inset-ring inset-ring-line touch:h-9",
                mono && "mono",
              )}
            >
              <bdi className="min-w-0 truncate">{text}</bdi>
              <button
                type="button"
                aria-label={`Remove ${one} ${text}`}
                onClick={() =>
                  keep(
                    texts.filter((_, at) => at !== index),
                    typed,
                  )
                }
                className="grid h-full w-5 shrink-0 place-items-center rounded-sm text-ink-3 hover:text-ink touch:w-11"
              >
                <X size={11} strokeWidth={1.8} aria-hidden />
              </button>
            </span>
          ))}
          <input
            ref={input}
            id={id}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            placeholder={texts.length === 0 ? placeholder : `Add a ${one}`}
            value={typed}
            onKeyDown={onKeyDown}
            onBlur={() => typed.trim() && add(typed)}
            onChange={({ target: { value } }) => {
              if (commas && value.includes(",")) add(value);
              else keep(texts, value);
            }}
            className={clsx(
              "h-6 min-w-24 flex-1 bg-transparent px-1 focus-visible:outline-none touch:h-11",
              mono && "mono",
            )}
          />
        </div>
      )}
    </Field>
  );
}
