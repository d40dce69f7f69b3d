/** A dialog with a title and a way out; loaded by whoever opens it. */
"use client";

import { clsx } from "clsx";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import { X } from "./icons.tsx";
import { useFocusBack } from "./useFocusBack.ts";

const widths = { md: "max-w-[480px]", lg: "max-w-[720px]", xl: "max-w-[960px]" } as const;

export function Dialog({
  title,
  width = "md",
  footer,
  onClose,
  children,
}: {
  title: string;
  width?: keyof typeof widths;
  /** The ways on, at the right. */
  footer?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  const giveBack = useFocusBack();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 starting:opacity-0" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          className={clsx(
            "fixed z-50 flex flex-col overflow-hidden bg-overlay shadow-(--shadow-modal) transition-[opacity,translate] duration-150 ease-out starting:opacity-0",
            "max-card:inset-x-0 max-card:bottom-0 max-card:max-h-[88dvh] max-card:rounded-t-xl max-card:pb-[env(safe-area-inset-bottom)] max-card:starting:translate-y-4",
            "card:top-1/2 card:left-1/2 card:max-h-[calc(100dvh-64px)] card:w-[calc(100vw-32px)] card:-translate-x-1/2 card:-translate-y-1/2 card:rounded-xl",
            widths[width],
            "max-card:max-w-none",
          )}
        >
          <div className="flex shrink-0 items-center gap-3 pt-4 pr-3.5 pb-1 pl-5.5">
            <Radix.Title className="min-w-0 flex-1 text-lg font-semibold tracking-[-0.014em]">{title}</Radix.Title>
            <Radix.Close asChild>
              <Button kind="ghost" square aria-label="Close" className="max-card:size-11 touch:size-11">
                <X size={16} strokeWidth={1.5} aria-hidden />
              </Button>
            </Radix.Close>
          </div>
          <div className="scroller min-h-0 px-5.5 pt-1 pb-5">{children}</div>
          {footer ? (
            <div className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-line bg-inset px-4 py-3">
              {footer}
            </div>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
