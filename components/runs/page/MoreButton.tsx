/** What else may be done with a run, behind one button. */
"use client";

import { MenuButton } from "#components/shell/MenuButton.tsx";
import { Ellipsis } from "#components/ui/icons.tsx";
import { loadRunMenus, runMenus } from "./loadRunMenus.ts";
import type { More } from "./runMenus.tsx";

export function MoreButton(more: More) {
  return (
    <span className="relative inline-flex">
      <MenuButton
        menu="More"
        load={loadRunMenus}
        items={() => runMenus()?.moreItems(more) ?? []}
        kind="ghost"
        square
        className="max-card:inset-ring max-card:inset-ring-line-strong"
      >
        <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
      </MenuButton>
    </span>
  );
}
