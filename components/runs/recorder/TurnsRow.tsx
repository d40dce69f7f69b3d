/** On a phone the waterfall is one row, the turns as a strip, until it is asked for. */
"use client";

import { clsx } from "clsx";
import type { TurnView } from "#server/domain/run.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import { TurnStrip } from "#components/runs/TurnStrip.tsx";
import { ChevronRight } from "#components/ui/icons.tsx";

export function TurnsRow({
  turns,
  status,
  open,
  controls,
  onOpen,
}: {
  turns: TurnView[];
  status: RunStatus;
  open: boolean;
  controls: string;
  onOpen: (open: boolean) => void;
}) {
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={controls}
      onClick={() => onOpen(!open)}
      className="flex h-11 w-full items-center gap-3 px-3 -outline-offset-2 card:hidden"
    >
      <span className="text-ink-2">Turns</span>
      <TurnStrip turns={turns} status={status} large />
      <span className="ml-auto text-xs text-ink-3">Waterfall</span>
      <ChevronRight size={14} strokeWidth={1.5} aria-hidden className={clsx(open && "rotate-90")} />
    </button>
  );
}
