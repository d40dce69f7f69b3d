/** What every menu stands in: over the page, below the button that opened it, which has the focus again afterwards. */
"use client";

import { clsx } from "clsx";
import { DropdownMenu } from "radix-ui";
import type { KeyboardEventHandler, ReactNode } from "react";

/** Also of a menu beside another one. */
export const menuLook =
  "scroller z-50 grid max-w-[calc(100vw-16px)] rounded-[10px] bg-overlay p-1 shadow-(--shadow-pop)";

/** Stands inside a positioned element around its button, whose place and size it takes. */
export function MenuFrame({
  label,
  align,
  className,
  onKeyDown,
  onClose,
  onFocusBack,
  children,
}: {
  label: string;
  align: "start" | "end";
  className: string;
  onKeyDown?: KeyboardEventHandler;
  onClose: () => void;
  onFocusBack: () => void;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          loop
          {...(onKeyDown && { onKeyDown })}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onFocusBack();
          }}
          className={clsx(menuLook, className)}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
