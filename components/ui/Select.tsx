/** The browser's own select in our clothes: it works with every keyboard, screen reader and phone. */
import type { ComponentProps } from "react";
import { ChevronsUpDown } from "./icons.tsx";
import { inputLook } from "./inputLook.ts";

export function Select({
  options,
  invalid = false,
  ...rest
}: ComponentProps<"select"> & { options: readonly { value: string; label: string }[]; invalid?: boolean }) {
  return (
    <span className="relative block min-w-0">
      <select {...rest} aria-invalid={invalid} className={`${inputLook({ invalid })} appearance-none truncate pr-8`}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        size={14}
        strokeWidth={1.5}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
