/** The values of one field as rows of a menu: chosen with the pointer, the arrows, or by their number. */
"use client";

import { DropdownMenu } from "radix-ui";
import { Check } from "#components/ui/icons.tsx";
import { Kbd } from "#components/ui/Kbd.tsx";
import type { FilterOption } from "./filterFields.tsx";

const NUMBERED = 9;

export const menuSize = "max-h-[min(420px,var(--radix-dropdown-menu-content-available-height))] min-w-[220px]";
export const menuRowLook =
  "flex min-h-[30px] min-w-0 items-center gap-[9px] rounded-md px-2 py-1 outline-none data-highlighted:bg-active data-[state=open]:bg-active touch:min-h-11 [&_svg]:shrink-0";

/** The place in a list that a number key means; -1 for every other key. */
export function numberOf(key: string): number {
  return /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
}

export function FilterValues({
  options,
  chosen,
  onToggle,
}: {
  options: readonly FilterOption[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
}) {
  if (options.length === 0) return <p className="px-2 py-1.5 text-ink-3">None of these runs has one.</p>;
  return options.map((option, index) => (
    <DropdownMenu.CheckboxItem
      key={option.value}
      checked={chosen.includes(option.value)}
      // It stays open: several values of a field are chosen one after the other.
      onSelect={(event) => event.preventDefault()}
      onCheckedChange={() => onToggle(option.value)}
      textValue={option.label}
      className={menuRowLook}
    >
      <span className="inline-flex size-3.5 items-center justify-center rounded-[3px] inset-ring-[1.25px] inset-ring-line-control [[data-state=checked]_&]:bg-signal [[data-state=checked]_&]:inset-ring-0">
        <DropdownMenu.ItemIndicator>
          <Check size={11} strokeWidth={2.4} aria-hidden className="text-on-signal" />
        </DropdownMenu.ItemIndicator>
      </span>
      {option.icon}
      <bdi className="min-w-0 truncate">{option.label}</bdi>
      {index < NUMBERED ? (
        <span aria-hidden className="ml-auto pl-4">
          <Kbd>{String(index + 1)}</Kbd>
        </span>
      ) : null}
    </DropdownMenu.CheckboxItem>
  ));
}
