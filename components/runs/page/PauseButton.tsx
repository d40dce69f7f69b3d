/** Pause after the turn, or now: a split button. */
"use client";

import { lazy, Suspense, useRef, useState } from "react";
import type { PauseMode } from "#server/domain/runStatus.ts";
import { KeyHint } from "#components/shell/KeyHint.tsx";
import { keyMap } from "#components/shell/keyMap.ts";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { ChevronDown, Pause, Zap } from "#components/ui/icons.tsx";
import { ActionIcon } from "./ActionIcon.tsx";

const loadMenu = () => import("#components/ui/Menu.tsx");
const Menu = lazy(async () => ({ default: (await loadMenu()).Menu }));
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
  const [open, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
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
      <Button
        ref={more}
        square
        aria-label="More ways to pause"
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={busy}
        className="-ml-px rounded-l-none"
        onPointerEnter={() => fetchAhead(loadMenu)}
        onClick={() => openLoaded(loadMenu, () => setOpen(true))}
      >
        <ChevronDown {...icon} />
      </Button>
      {open ? (
        <Suspense>
          <Menu
            label="Pause"
            onClose={() => setOpen(false)}
            onFocusBack={() => more.current?.focus()}
            items={[
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
          />
        </Suspense>
      ) : null}
    </span>
  );
}
