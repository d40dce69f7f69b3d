/** One condition that ends or parks a run: on or off, its value, and what it does. */
"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Checkbox } from "#components/ui/Checkbox.tsx";
import { CircleAlert } from "#components/ui/icons.tsx";

export function StopRow({
  label,
  on,
  onToggle,
  error,
  noteId,
  hint,
  children,
}: {
  label: string;
  on: boolean;
  /** Left out: the condition cannot be chosen, and the hint says why. */
  onToggle?: (on: boolean) => void;
  error?: string | undefined;
  noteId: string;
  hint: ReactNode;
  /** Its value; none for what cannot be chosen. */
  children?: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-3 gap-y-1.5 px-3 py-1.5 card:min-h-10 card:grid-cols-[140px_minmax(0,1fr)_auto] max-card:py-2.5">
      <label
        className={clsx("flex items-center gap-3 max-card:min-h-8 touch:min-h-11", on ? "text-ink" : "text-ink-3")}
      >
        <Checkbox
          checked={on}
          disabled={!onToggle}
          aria-describedby={noteId}
          onChange={(change) => onToggle?.(change.target.checked)}
        />
        {label}
      </label>
      {children ? <div className="flex min-w-0 flex-wrap items-center gap-2 max-card:pl-7">{children}</div> : null}
      <div id={noteId} className="contents">
        <p
          className={clsx(
            "text-xs text-ink-3 empty:hidden max-card:pl-7",
            children ? "card:max-w-60 card:text-right" : "card:col-span-2",
          )}
        >
          {hint}
        </p>
        {error !== undefined ? (
          <p
            role="alert"
            className="flex items-start gap-1.5 text-xs text-danger max-card:pl-7 card:col-span-2 card:col-start-2 card:pb-1"
          >
            <CircleAlert size={14} strokeWidth={1.5} className="mt-px shrink-0" aria-hidden />
            <span className="min-w-0 break-words">{error}</span>
          </p>
        ) : null}
      </div>
    </li>
  );
}
