/** The whole prompt of the first turn, as the agent would receive it; loaded when first read. */
"use client";

import { Dialog } from "radix-ui";
import type { PromptPreview } from "#server/domain/promptPreview.ts";
import { Button } from "#components/ui/Button.tsx";
import { CopyButton } from "#components/ui/CopyButton.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { X } from "#components/ui/icons.tsx";
import { useFocusBack } from "#components/ui/useFocusBack.ts";

export function PromptDialog({ preview, onClose }: { preview: PromptPreview; onClose: () => void }) {
  const giveBack = useFocusBack();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          onKeyDown={(event) => event.stopPropagation()} // portals bubble to the form, where ⌘↵ starts the run
          className="fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-32px)] w-[min(860px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 grid-rows-[auto_minmax(0,1fr)] overflow-hidden rounded-xl bg-overlay shadow-(--shadow-modal)"
        >
          <div className="flex items-center gap-2 border-b border-line py-2.5 pr-3 pl-5">
            <Dialog.Title className="text-lg font-semibold tracking-[-0.014em]">Prompt of turn 1</Dialog.Title>
            <span className="mr-auto text-xs text-ink-3">{formatBytes(preview.bytes)}</span>
            <CopyButton text={preview.prompt} label="Copy the prompt" />
            <Dialog.Close asChild>
              <Button kind="ghost" square aria-label="Close" className="max-card:size-11 touch:size-11">
                <X size={15} strokeWidth={1.5} aria-hidden />
              </Button>
            </Dialog.Close>
          </div>
          <pre
            tabIndex={0}
            aria-label="Text of the prompt"
            className="mono scroller bg-sunken px-5 py-4 leading-5 break-words whitespace-pre-wrap text-ink -outline-offset-2"
          >
            {preview.prompt}
          </pre>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
