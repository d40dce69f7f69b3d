/** "Scope Turn 12 ×": which turn everything below is about, the turns beside it, and the way back to all. */
import type { ReactNode } from "react";
import { ChevronLeft, ChevronRight, X } from "#components/ui/icons.tsx";

const icon = { size: 12, strokeWidth: 1.5, "aria-hidden": true } as const;

export function ScopeChip({
  turn,
  last,
  onScope,
}: {
  turn: number;
  /** The newest turn. */
  last: number;
  onScope: (turn: number | null) => void;
}) {
  return (
    <span
      role="group"
      aria-label="Scope"
      className="inline-flex h-6 shrink-0 items-center overflow-hidden rounded-md text-xs inset-ring inset-ring-line-strong max-card:h-11 touch:h-11"
    >
      <span className="flex h-full items-center border-r border-line px-2 text-ink-3">Scope</span>
      <Part label="Turn before" disabled={turn <= 1} onClick={() => onScope(turn - 1)}>
        <ChevronLeft {...icon} />
      </Part>
      <span aria-live="polite" className="min-w-[7ch] text-center font-medium">
        Turn {turn}
      </span>
      <Part label="Turn after" disabled={turn >= last} onClick={() => onScope(turn + 1)}>
        <ChevronRight {...icon} />
      </Part>
      <span className="h-full border-l border-line">
        <Part label="Show all turns" onClick={() => onScope(null)}>
          <X {...icon} />
        </Part>
      </span>
    </span>
  );
}

function Part({
  label,
  disabled = false,
  onClick,
  children,
}: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      className="inline-flex h-full w-6 items-center justify-center text-ink-3 -outline-offset-2 hover:bg-hover hover:text-ink disabled:text-ink-4 disabled:hover:bg-transparent max-card:w-11 touch:w-11"
    >
      {children}
    </button>
  );
}
