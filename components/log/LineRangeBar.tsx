/** The lines that the address names: which they are, and what one does with them. */
"use client";

import type { ReactNode } from "react";
import { Copy, Link2, X } from "#components/ui/icons.tsx";

export function LineRangeBar({
  name,
  note,
  onCopyLink,
  onCopyText,
  onClose,
}: {
  name: string;
  /** In place of the actions: why nothing is shown of them. */
  note: string | null;
  onCopyLink: () => void;
  onCopyText: () => void;
  onClose: () => void;
}) {
  return (
    <div
      role="group"
      aria-label="Linked lines"
      className="absolute right-4 bottom-4 z-4 flex h-8 items-center gap-0.5 rounded-lg bg-overlay pr-1 pl-2.5 text-xs shadow-(--shadow-pop) max-card:right-auto max-card:bottom-18 max-card:left-1/2 max-card:h-11 max-card:-translate-x-1/2 card:top-14 card:right-11 card:bottom-auto touch:h-11"
    >
      <span className="mono whitespace-nowrap text-ink-2">{name}</span>
      <span aria-hidden className="mr-1 ml-2 h-4 w-px bg-line" />
      {note !== null ? (
        <span role="status" className="px-1 whitespace-nowrap text-ink-3">
          {note}
        </span>
      ) : (
        <>
          <Deed onClick={onCopyLink}>
            <Link2 size={14} strokeWidth={1.5} aria-hidden /> Copy link
          </Deed>
          <Deed onClick={onCopyText}>
            <Copy size={14} strokeWidth={1.5} aria-hidden /> Copy text
          </Deed>
        </>
      )}
      <Deed onClick={onClose} label="Let go of the lines">
        <X size={14} strokeWidth={1.5} aria-hidden />
      </Deed>
    </div>
  );
}

function Deed({ label, onClick, children }: { label?: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="inline-flex h-6 items-center gap-1.5 rounded-[5px] px-2 whitespace-nowrap text-ink-2 hover:bg-hover hover:text-ink max-card:h-11 touch:h-11"
    >
      {children}
    </button>
  );
}
