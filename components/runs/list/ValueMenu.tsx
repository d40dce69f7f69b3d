/** The values of one field under its chip; loaded when first opened. */
"use client";

import { MenuFrame } from "#components/ui/MenuFrame.tsx";
import type { FilterOption } from "./filterFields.tsx";
import { FilterValues, menuSize, numberOf } from "./FilterValues.tsx";

export function ValueMenu({
  label,
  options,
  chosen,
  onToggle,
  onClose,
  onFocusBack,
}: {
  label: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
  onClose: () => void;
  onFocusBack: () => void;
}) {
  return (
    <MenuFrame
      label={label}
      align="start"
      className={menuSize}
      onKeyDown={(event) => {
        const option = options[numberOf(event.key)];
        if (!option) return;
        event.preventDefault();
        onToggle(option.value);
      }}
      onClose={onClose}
      onFocusBack={onFocusBack}
    >
      <FilterValues options={options} chosen={chosen} onToggle={onToggle} />
    </MenuFrame>
  );
}
