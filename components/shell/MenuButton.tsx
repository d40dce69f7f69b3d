/** A button with a menu, whose script is fetched when somebody comes near. */
"use client";

import { lazy, Suspense, useRef, useState, type ComponentProps } from "react";
import { Button } from "#components/ui/Button.tsx";
import type { MenuItem } from "#components/ui/Menu.tsx";
import { fetchAhead, openLoaded } from "./openLoaded.ts";

const loadMenu = () => import("#components/ui/Menu.tsx");
const Menu = lazy(async () => ({ default: (await loadMenu()).Menu }));

/** Stands in a positioned element, whose place and size the menu takes. */
export function MenuButton({
  menu,
  load,
  items,
  ...button
}: {
  /** What the menu is called; the button, too, when it has no name of its own. */
  menu: string;
  /** Fetches what `items` needs. */
  load?: () => Promise<unknown>;
  items: () => MenuItem[];
} & Omit<ComponentProps<typeof Button>, "ref" | "onClick">) {
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const loadAll = () => Promise.all([loadMenu(), load?.()]);
  const near = () => fetchAhead(loadAll);
  return (
    <>
      <Button
        ref={ref}
        aria-label={menu}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={near}
        onFocus={near}
        onClick={() => openLoaded(loadAll, () => setOpen(true))}
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
