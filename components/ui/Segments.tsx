/** Two to six equal choices side by side: radio buttons, so arrows, screen readers and forms know them. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Segment = { value: string; label: string; disabled?: boolean };

export function Segments({
  name,
  label,
  badge,
  options,
  value,
  onChange,
  describedBy,
  invalid = false,
}: {
  /** Of the radio group in its form. */
  name: string;
  label: string;
  /** Beside the label. */
  badge?: ReactNode;
  options: readonly Segment[];
  value: string;
  onChange: (value: string) => void;
  describedBy?: string;
  invalid?: boolean;
}) {
  return (
    <fieldset
      role="radiogroup"
      aria-labelledby={`${name}-label`}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      className="min-w-0"
    >
      <legend className="mb-1.5 flex items-baseline gap-1.5 font-medium">
        <span id={`${name}-label`}>{label}</span> {badge}
      </legend>
      <div
        className={clsx(
          "inline-flex max-w-full flex-wrap rounded-[7px] bg-hover p-0.5 inset-ring",
          options.length > 4 ? "max-card:grid max-card:grid-cols-3" : "max-card:flex",
          invalid ? "inset-ring-danger" : "inset-ring-line-faint",
        )}
      >
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              "relative inline-flex h-[26px] min-w-0 items-center justify-center rounded-[5px] px-[11px] whitespace-nowrap max-card:h-11 max-card:flex-1 touch:h-11",
              "has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line),var(--shadow-control)]",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus",
              option.disabled ? "text-ink-4" : "text-ink-3 hover:text-ink",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 m-0 size-full appearance-none rounded-[5px] focus-visible:outline-none"
            />
            <span className="pointer-events-none truncate">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
