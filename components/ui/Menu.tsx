/** A menu under the button that opened it; loaded when first opened. */
"use client";

import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

export type MenuItem = { key: string; label: ReactNode; icon?: ReactNode; onSelect: () => void };

/** Stands inside a positioned element around its button, whose place and size it takes. */
export function Menu({
  label,
  items,
  onClose,
  onFocusBack,
}: {
  label: string;
  items: MenuItem[];
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
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onFocusBack();
          }}
          className="z-50 grid min-w-52 rounded-[10px] bg-overlay p-1 shadow-(--shadow-pop)"
        >
          {items.map((item) => (
            <DropdownMenu.Item
              key={item.key}
              onSelect={item.onSelect}
              className="flex min-h-[30px] items-center gap-2 rounded-md px-2 py-1 whitespace-nowrap outline-none data-highlighted:bg-active touch:min-h-11 [&_svg]:text-ink-3"
            >
              {item.icon}
              {item.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
