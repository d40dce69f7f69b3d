/** Pause after the turn, or now: a split button. */
"use client";

import type { PauseMode } from "#server/domain/runStatus.ts";
import { KeyHint } from "#components/shell/KeyHint.tsx";
import { keyMap } from "#components/shell/keyMap.ts";
import { MenuButton } from "#components/shell/MenuButton.tsx";
import { Button } from "#components/ui/Button.tsx";
import { ChevronDown, Pause, Zap } from "#components/ui/icons.tsx";
import { ActionIcon } from "./ActionIcon.tsx";

const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;
const [afterTurn] = keyMap.run.pause.keys;
const [now] = keyMap.run.pauseNow.keys;

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
        items={() => [
          {
            key: "after-turn",
            label: "After this turn",
            icon: <Pause {...icon} />,
            hint: <KeyHint stroke={afterTurn} />,
            onSelect: () => onPause("after-turn"),
          },
          {
            key: "now",
            label: "Now, interrupt the turn",
            icon: <Zap {...icon} />,
            hint: <KeyHint stroke={now} />,
            onSelect: () => onPause("now"),
          },
        ]}
        square
        aria-label="More ways to pause"
        disabled={busy}
        className="-ml-px rounded-l-none"
      >
        <ChevronDown {...icon} />
      </MenuButton>
    </span>
  );
}
