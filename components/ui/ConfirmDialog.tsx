/** Asks once before something that cannot be taken back; loaded when first asked. */
"use client";

import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { buttonLook } from "./buttonLook.ts";
import { useFocusBack } from "./useFocusBack.ts";

export function ConfirmDialog({
  title,
  confirm,
  keep,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  confirm: string;
  keep: string;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const thumb = "max-card:h-11 max-card:flex-1 touch:h-11";
  const giveBack = useFocusBack();
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-scrim transition-opacity duration-150 starting:opacity-0" />
        <AlertDialog.Content
          onCloseAutoFocus={giveBack}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-xl bg-overlay shadow-(--shadow-modal) transition-opacity duration-150 starting:opacity-0"
        >
          <div className="scroller grid min-h-0 grid-cols-[minmax(0,1fr)] gap-2.5 px-5.5 pt-5 pb-4.5">
            <AlertDialog.Title className="text-lg font-semibold tracking-[-0.014em] break-words">
              {title}
            </AlertDialog.Title>
            <AlertDialog.Description asChild>
              <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2.5 break-words text-ink-2">{children}</div>
            </AlertDialog.Description>
          </div>
          <div className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-line bg-inset px-4 py-3">
            <AlertDialog.Cancel className={buttonLook({}, thumb)}>{keep}</AlertDialog.Cancel>
            <AlertDialog.Action className={buttonLook({ kind: "danger-solid" }, thumb)} onClick={onConfirm}>
              {confirm}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
