/** The values of stop conditions: texts, numbers and times, with their unit; typing switches the condition on. */
"use client";

import { clsx } from "clsx";
import { inputLook } from "#components/ui/inputLook.ts";
import { Select } from "#components/ui/Select.tsx";
import { splitTime, TIME_UNITS } from "./amountOfTime.ts";

type Common = {
  label: string;
  value: string;
  off: boolean;
  invalid: boolean;
  describedBy: string;
  onChange: (value: string) => void;
};

const look = ({ off, invalid, mono = false }: { off: boolean; invalid: boolean; mono?: boolean }) =>
  clsx(
    inputLook({ invalid, mono }),
    "h-7! max-card:h-11! touch:h-11!",
    off && "bg-sunken text-ink-3 shadow-none inset-ring-line",
  );

export function StopText({ placeholder, ...props }: Common & { placeholder: string }) {
  return (
    <input
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      autoComplete="off"
      spellCheck={false}
      placeholder={placeholder}
      value={props.value}
      onChange={(change) => props.onChange(change.target.value)}
      className={clsx(look({ ...props, mono: true }), "flex-1 basis-40")}
    />
  );
}

export function StopNumber({ unit, before, ...props }: Common & { unit: string; before?: string }) {
  return (
    <label className="flex items-center gap-1.5 text-xs whitespace-nowrap text-ink-3">
      {before}
      <span className={clsx("relative inline-block", before ? "w-24" : "w-[124px]")}>
        <input
          type="number"
          step="any"
          inputMode="numeric"
          aria-label={props.label}
          aria-describedby={props.describedBy}
          aria-invalid={props.invalid}
          value={props.value}
          onChange={(change) => props.onChange(change.target.value)}
          className={clsx(look(props), "text-sm", before ? "pr-11" : "pr-13")}
        />
        <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2">{unit}</span>
      </span>
    </label>
  );
}

/** The unit stays what somebody chose, also while there is no number. */
export function StopTime(props: Common & { id?: string }) {
  const { amount, unit } = splitTime(props.value);
  return (
    <span className="flex gap-1.5">
      <span className="w-20">
        <input
          id={props.id}
          type="number"
          step="any"
          inputMode="decimal"
          aria-label={props.label}
          aria-describedby={props.describedBy}
          aria-invalid={props.invalid}
          value={amount}
          onChange={(change) => props.onChange(`${change.target.value}${unit}`)}
          className={look(props)}
        />
      </span>
      <span className="w-[108px] [&_select]:h-7! max-card:[&_select]:h-11! touch:[&_select]:h-11!">
        <Select
          aria-label={`Unit: ${props.label}`}
          value={unit}
          onChange={(change) => props.onChange(`${amount}${change.target.value}`)}
          options={TIME_UNITS}
        />
      </span>
    </span>
  );
}
