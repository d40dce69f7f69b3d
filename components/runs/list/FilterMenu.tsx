/** The menu of all filters: a number names the field, another one the value; loaded when first opened. */
"use client";

import { clsx } from "clsx";
import { DropdownMenu } from "radix-ui";
import { useState, type KeyboardEvent } from "react";
import { ChevronRight, Search } from "#components/ui/icons.tsx";
import { Kbd } from "#components/ui/Kbd.tsx";
import { MenuFrame, menuLook } from "#components/ui/MenuFrame.tsx";
import {
  FILTER_FIELDS,
  filterFields,
  toOptions,
  valuesOf,
  type FilterField,
  type FilterOption,
  type KnownValues,
} from "./filterFields.tsx";
import { FilterValues, menuRowLook, menuSize, numberOf } from "./FilterValues.tsx";
import type { NarrowingParams } from "./runListParams.ts";

export type FilterChoices = {
  params: NarrowingParams;
  known: KnownValues;
  onToggle: (field: FilterField, value: string) => void;
};

export function FilterMenu({
  choices: { params, known, onToggle },
  onText,
  onClose,
  onFocusBack,
}: {
  choices: FilterChoices;
  onText: () => void;
  onClose: () => void;
  onFocusBack: () => void;
}) {
  const [open, setOpen] = useState<FilterField | null>(null);
  const [leaving, setLeaving] = useState(false);
  const toText = () => {
    setLeaving(true);
    onText();
  };
  const onNumber = (event: KeyboardEvent) => {
    const place = numberOf(event.key);
    const field = FILTER_FIELDS[place];
    if (place < 0 || (!field && place !== FILTER_FIELDS.length)) return;
    event.preventDefault();
    if (field) return setOpen(field);
    toText();
    onClose();
  };
  return (
    <MenuFrame
      label="Filter"
      align="start"
      className={menuSize}
      onKeyDown={onNumber}
      onClose={onClose}
      onFocusBack={() => {
        if (!leaving) onFocusBack();
      }}
    >
      {FILTER_FIELDS.map((field, index) => (
        <DropdownMenu.Sub
          key={field}
          open={open === field}
          onOpenChange={(isOpen) => setOpen((now) => (isOpen ? field : now === field ? null : now))}
        >
          <DropdownMenu.SubTrigger className={menuRowLook}>
            <span className="inline-flex w-4 justify-center text-ink-3">{filterFields[field].icon}</span>
            {filterFields[field].label}
            <Count values={valuesOf(params, field)} />
            <span aria-hidden className="ml-auto inline-flex items-center gap-1 pl-4 text-ink-3">
              <Kbd>{String(index + 1)}</Kbd>
              <ChevronRight size={13} strokeWidth={1.5} />
            </span>
          </DropdownMenu.SubTrigger>
          <DropdownMenu.Portal>
            <SubValues
              label={filterFields[field].label}
              options={toOptions(field, valuesOf(params, field), known)}
              chosen={valuesOf(params, field)}
              onToggle={(value) => onToggle(field, value)}
            />
          </DropdownMenu.Portal>
        </DropdownMenu.Sub>
      ))}
      <DropdownMenu.Item className={menuRowLook} onSelect={toText}>
        <span className="inline-flex w-4 justify-center text-ink-3">
          <Search size={14} strokeWidth={1.5} aria-hidden />
        </span>
        Text
        <span aria-hidden className="ml-auto inline-flex gap-1 pr-[17px] pl-4">
          <Kbd>{String(FILTER_FIELDS.length + 1)}</Kbd>
        </span>
      </DropdownMenu.Item>
    </MenuFrame>
  );
}

function Count({ values }: { values: readonly string[] }) {
  return values.length > 0 ? <span className="text-xs text-signal-text">{values.length}</span> : null;
}

function SubValues({
  label,
  options,
  chosen,
  onToggle,
}: {
  label: string;
  options: FilterOption[];
  chosen: string[];
  onToggle: (value: string) => void;
}) {
  return (
    <DropdownMenu.SubContent
      aria-label={label}
      sideOffset={4}
      alignOffset={-4}
      collisionPadding={8}
      loop
      onKeyDown={(event) => {
        const option = options[numberOf(event.key)];
        if (numberOf(event.key) < 0) return;
        event.preventDefault();
        event.stopPropagation(); // the number is a value's here, not a field's
        if (option) onToggle(option.value);
      }}
      className={clsx(menuLook, menuSize)}
    >
      <FilterValues options={options} chosen={chosen} onToggle={onToggle} />
    </DropdownMenu.SubContent>
  );
}
