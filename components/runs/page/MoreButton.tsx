/** What else may be done with a run: start it again, take its id, its address, its command along. */
"use client";

import { lazy, Suspense, useRef, useState } from "react";
import { KeyHint } from "#components/shell/KeyHint.tsx";
import { keyMap } from "#components/shell/keyMap.ts";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { Ellipsis, Hash, Link2, RotateCcw, SquareTerminal, Waypoints } from "#components/ui/icons.tsx";
import type { RunCopies } from "./runCopies.ts";

const loadMenu = () => import("#components/ui/Menu.tsx");
const Menu = lazy(async () => ({ default: (await loadMenu()).Menu }));
const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;
const [idKeys] = keyMap.run.copyId.keys;
const [linkKeys] = keyMap.run.copyLink.keys;

export function MoreButton({ copies, onStartAgain }: { copies: RunCopies; onStartAgain: () => void }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <span className="relative inline-flex">
      <Button
        ref={button}
        kind="ghost"
        square
        aria-label="More"
        aria-haspopup="menu"
        aria-expanded={open}
        className="max-card:inset-ring max-card:inset-ring-line-strong"
        onPointerEnter={() => fetchAhead(loadMenu)}
        onClick={() => openLoaded(loadMenu, () => setOpen(true))}
      >
        <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
      </Button>
      {open ? (
        <Suspense>
          <Menu
            label="More"
            onClose={() => setOpen(false)}
            onFocusBack={() => button.current?.focus()}
            items={[
              { key: "again", label: "Start again…", icon: <RotateCcw {...icon} />, onSelect: onStartAgain },
              {
                key: "id",
                separated: true,
                label: "Copy id",
                icon: <Hash {...icon} />,
                hint: <KeyHint stroke={idKeys} />,
                onSelect: copies.id,
              },
              {
                key: "link",
                label: "Copy link",
                icon: <Link2 {...icon} />,
                hint: <KeyHint stroke={linkKeys} />,
                onSelect: copies.link,
              },
              { key: "curl", label: "Copy curl", icon: <SquareTerminal {...icon} />, onSelect: copies.curl },
              ...(copies.thread
                ? [{ key: "thread", label: "Copy thread id", icon: <Waypoints {...icon} />, onSelect: copies.thread }]
                : []),
            ]}
          />
        </Suspense>
      ) : null}
    </span>
  );
}
