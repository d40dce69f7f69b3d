/** What the folder picker stands on: under its field on a desk, over the page on a phone, where nothing is left below a field. */
"use client";

import { Dialog, Popover } from "radix-ui";
import { useState, type KeyboardEvent, type ReactNode } from "react";

const PHONE = "(max-width: 760px)"; // `max-card`
const parts = "z-50 grid grid-rows-[auto_auto_minmax(0,1fr)_auto] overflow-hidden bg-overlay";

export function FolderSurface({
  onKeyDown,
  onOpen,
  onClose,
  onFocusBack,
  children,
}: {
  onKeyDown: (event: KeyboardEvent) => void;
  /** It is there and may take the focus. */
  onOpen: () => void;
  onClose: () => void;
  onFocusBack: () => void;
  children: ReactNode;
}) {
  const [phone] = useState(() => matchMedia(PHONE).matches);
  const shared = {
    "aria-label": "Choose a folder",
    onKeyDown,
    onOpenAutoFocus: (event: Event) => {
      event.preventDefault();
      onOpen();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      onFocusBack();
    },
  };
  const onOpenChange = (open: boolean) => {
    if (!open) onClose();
  };
  if (phone)
    return (
      <Dialog.Root open onOpenChange={onOpenChange}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-50 bg-scrim" />
          <Dialog.Content
            {...shared}
            aria-describedby={undefined}
            className={`${parts} fixed inset-x-2 top-2 h-[min(560px,calc(100dvh-16px))] rounded-xl shadow-(--shadow-modal)`}
          >
            <Dialog.Title className="sr-only">Choose a folder</Dialog.Title>
            {children}
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    );
  return (
    <Popover.Root open onOpenChange={onOpenChange}>
      <Popover.Anchor asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          {...shared}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className={`${parts} h-[min(400px,var(--radix-popover-content-available-height))] min-h-64 w-(--radix-popover-trigger-width) min-w-[420px] rounded-[10px] shadow-(--shadow-pop)`}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
