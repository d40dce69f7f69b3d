/** A button with a menu, whose script is fetched when somebody comes near. */
"use client";

import { lazy, Suspense, useRef, useState, type ComponentProps } from "react";
import { Button } from "#components/ui/Button.tsx";
import type { MenuItem } from "#components/ui/Menu.tsx";
import { fetchAhead, openLoaded } from "./openLoaded.ts";

const loadMenu = () => import("#components/ui/Menu.tsx");
const Menu = lazy(async () => ({ default: (await loadMenu()).Menu }));
const near = () => fetchAhead(loadMenu);

/** Stands in a positioned element, whose place and size the menu takes. */
export function MenuButton({
  menu,
  items,
  ...button
}: {
  /** What the menu is called; the button, too, when it has no name of its own. */
  menu: string;
  items: () => MenuItem[];
} & Omit<ComponentProps<typeof Button>, "ref" | "onClick">) {
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={ref}
        aria-label={menu}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={near}
        onFocus={near}
        onClick={() => openLoaded(loadMenu, () => setOpen(true))}
        {...button}
      />
      {open ? (
        <Suspense>
          <Menu label={menu} items={items()} onClose={() => setOpen(false)} onFocusBack={() => ref.current?.focus()} />
        </Suspense>
      ) : null}
    </>
  );
}
