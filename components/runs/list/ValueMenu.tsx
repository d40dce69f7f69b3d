/** The values of one field under its chip; loaded when first opened. */
"use client";

import { DropdownMenu } from "radix-ui";
import type { FilterOption } from "./filterFields.tsx";
import { FilterValues, menuLook, numberOf } from "./FilterValues.tsx";

/** Stands inside a positioned element around its button, whose place and size it takes. */
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
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          loop
          onKeyDown={(event) => {
            const option = options[numberOf(event.key)];
            if (!option) return;
            event.preventDefault();
            onToggle(option.value);
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onFocusBack();
          }}
          className={menuLook}
        >
          <FilterValues options={options} chosen={chosen} onToggle={onToggle} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
