/** What else may be done with a run: start it again, take its id, its address, its command along. */
"use client";

import { KeyHint } from "#components/shell/KeyHint.tsx";
import { keyMap } from "#components/shell/keyMap.ts";
import { MenuButton } from "#components/shell/MenuButton.tsx";
import { Ellipsis, Hash, Link2, RotateCcw, SquareTerminal, Waypoints } from "#components/ui/icons.tsx";
import type { RunCopies } from "./runCopies.ts";

const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;
const [idKeys] = keyMap.run.copyId.keys;
const [linkKeys] = keyMap.run.copyLink.keys;

export function MoreButton({ copies, onStartAgain }: { copies: RunCopies; onStartAgain: () => void }) {
  return (
    <span className="relative inline-flex">
      <MenuButton
        menu="More"
        items={() => [
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
        kind="ghost"
        square
        className="max-card:inset-ring max-card:inset-ring-line-strong"
      >
        <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
      </MenuButton>
    </span>
  );
}
