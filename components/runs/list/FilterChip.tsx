/** One filter: field, relation, value and a way out; the value can be changed in place. */
"use client";

import { lazy, Suspense, useRef, useState } from "react";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { X } from "#components/ui/icons.tsx";
import { filterFields, relationOf, type FilterField, type FilterOption } from "./filterFields.tsx";

const loadMenu = () => import("./ValueMenu.tsx");
const ValueMenu = lazy(async () => ({ default: (await loadMenu()).ValueMenu }));

const part = "inline-flex h-full items-center gap-[5px] px-[7px] -outline-offset-2";
/** Also the look of a text that narrows. */
export const chipLook =
  "inline-flex h-[26px] shrink-0 items-stretch divide-x divide-line rounded-md bg-raised text-xs whitespace-nowrap inset-ring inset-ring-line max-card:h-11 touch:h-11";

export function FilterChip({
  field,
  options,
  chosen,
  onToggle,
  onDrop,
}: {
  field: FilterField;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
  onDrop: () => void;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { label, icon } = filterFields[field];
  const words = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const said = words.length > 2 ? `${words.slice(0, 2).join(", ")} +${words.length - 2}` : words.join(", ");
  return (
    <span
      className={chipLook}
      role="group"
      aria-label={`${label} ${relationOf(field, chosen.length)} ${words.join(", ")}`}
    >
      <span className={`${part} text-ink-3`}>
        {icon} {label}
      </span>
      <span className={`${part} text-ink-3`}>{relationOf(field, chosen.length)}</span>
      <span className="relative inline-flex">
        <button
          ref={button}
          type="button"
          aria-haspopup="menu"
          aria-expanded={open}
          aria-label={`Change ${label.toLowerCase()}: ${words.join(", ")}`}
          onPointerEnter={() => fetchAhead(loadMenu)}
          onClick={() => openLoaded(loadMenu, () => setOpen(true))}
          className={`${part} max-w-[240px] font-medium hover:bg-hover`}
        >
          <bdi className="min-w-0 truncate">{said}</bdi>
        </button>
        {open ? (
          <Suspense>
            <ValueMenu
              label={label}
              options={options}
              chosen={chosen}
              onToggle={onToggle}
              onClose={() => setOpen(false)}
              onFocusBack={() => button.current?.focus()}
            />
          </Suspense>
        ) : null}
      </span>
      <RemovePart label={`Remove the filter ${label.toLowerCase()}`} onClick={onDrop} />
    </span>
  );
}

export function TextChip({ q, onDrop }: { q: string; onDrop: () => void }) {
  return (
    <span className={chipLook} role="group" aria-label={`Text contains ${q}`}>
      <span className={`${part} text-ink-3`}>Text</span>
      <span className={`${part} text-ink-3`}>contains</span>
      <span className={`${part} max-w-[240px] min-w-0 font-medium`}>
        <bdi className="min-w-0 truncate">{q}</bdi>
      </span>
      <RemovePart label="Remove the text" onClick={onDrop} />
    </span>
  );
}

function RemovePart({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={`${part} justify-center text-ink-3 hover:bg-hover hover:text-ink max-card:w-11 touch:w-11`}
    >
      <X size={12} strokeWidth={1.5} aria-hidden />
    </button>
  );
}
