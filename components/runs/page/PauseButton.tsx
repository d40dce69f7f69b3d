/** Pause after the turn, or now: a split button. */
"use client";

import type { PauseMode } from "#server/domain/runStatus.ts";
import { MenuButton } from "#components/shell/MenuButton.tsx";
import { Button } from "#components/ui/Button.tsx";
import { ChevronDown, Pause } from "#components/ui/icons.tsx";
import { ActionIcon } from "./ActionIcon.tsx";
import { loadRunMenus, runMenus } from "./loadRunMenus.ts";

export function PauseButton({
  busy,
  pausing,
  onPause,
}: {
  busy: boolean;
  /** The answer to this very button is on its way. */
  pausing: boolean;
  onPause: (mode: PauseMode) => void;
}) {
  return (
    <span className="relative inline-flex max-card:flex-1">
      <Button
        className="rounded-r-none max-card:min-w-0 max-card:flex-1"
        disabled={busy && !pausing}
        aria-busy={pausing}
        aria-keyshortcuts="P"
        title="Pause after turn (P)"
        onClick={() => onPause("after-turn")}
      >
        <ActionIcon icon={Pause} busy={pausing} /> Pause after turn
      </Button>
      <MenuButton
        menu="Pause"
        load={loadRunMenus}
        items={() => runMenus()?.pauseItems(onPause) ?? []}
        square
        aria-label="More ways to pause"
        disabled={busy}
        className="-ml-px rounded-l-none"
      >
        <ChevronDown size={15} strokeWidth={1.5} aria-hidden />
      </MenuButton>
    </span>
  );
}
