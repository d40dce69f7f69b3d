/** Pause after the turn, or now: a split button. */
"use client";

import { ChevronDown, Pause, Zap } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { PauseMode } from "#server/domain/runStatus.ts";
import { Button } from "#components/ui/Button.tsx";

const loadMenu = () => import("#components/ui/Menu.tsx");
const Menu = lazy(async () => ({ default: (await loadMenu()).Menu }));
const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;

export function PauseButton({ busy, onPause }: { busy: boolean; onPause: (mode: PauseMode) => void }) {
  const [open, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  return (
    <span className="relative inline-flex max-card:flex-1">
      <Button className="rounded-r-none max-card:flex-1" disabled={busy} onClick={() => onPause("after-turn")}>
        <Pause {...icon} /> Pause after turn
      </Button>
      <Button
        ref={more}
        square
        aria-label="More ways to pause"
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={busy}
        className="-ml-px rounded-l-none"
        onPointerEnter={() => void loadMenu()}
        onClick={() => setOpen(true)}
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
                onSelect: () => onPause("after-turn"),
              },
              {
                key: "now",
                label: "Now, interrupt the turn",
                icon: <Zap {...icon} />,
                onSelect: () => onPause("now"),
              },
            ]}
          />
        </Suspense>
      ) : null}
    </span>
  );
}
