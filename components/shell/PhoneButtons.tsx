/** What the bar of every page has on a phone: the palette and the menu. */
"use client";

import { use } from "react";
import { Button } from "#components/ui/Button.tsx";
import { Menu, Search } from "#components/ui/icons.tsx";
import { ShellPartContext } from "./useShellPart.ts";

const buttons = [
  { part: "palette", label: "Jump to", Icon: Search },
  { part: "menu", label: "Menu", Icon: Menu },
] as const;

export function PhoneButtons() {
  const shellPart = use(ShellPartContext);
  if (!shellPart) return null;
  return (
    <span className="-mr-2.5 flex shrink-0 card:hidden">
      {buttons.map(({ part, label, Icon }) => (
        <Button
          key={part}
          kind="ghost"
          square
          aria-label={label}
          aria-haspopup="dialog"
          onPointerDown={() => shellPart.preload(part)}
          onClick={() => shellPart.open(part)}
          className="size-11"
        >
          <Icon size={18} strokeWidth={1.5} aria-hidden />
        </Button>
      ))}
    </span>
  );
}
