/** Which part of the shell is open above the page: the palette, the keys, the phone's menu; one at a time, fetched when first needed. */
"use client";

import { createContext, useState } from "react";
import { holdKeys } from "./heldKeys.ts";
import { openLoaded } from "./openLoaded.ts";

export const shellParts = {
  palette: () => import("./PalettePage.tsx"),
  keys: () => import("./KeysDialog.tsx"),
  menu: () => import("./PhoneMenu.tsx"),
} as const;
export type ShellPart = keyof typeof shellParts;

export type OpenPart = {
  part: ShellPart | null;
  open: (part: ShellPart) => void;
  close: () => void;
  /** Somebody is near: fetch it. */
  preload: (part: ShellPart) => void;
};

/** For what stands inside a page and opens one of them. */
export const ShellPartContext = createContext<Pick<OpenPart, "open" | "preload"> | null>(null);

/** `onNear` runs when a part will be needed soon: time to fetch what it shows first. */
export function useShellPart(onNear: (part: ShellPart) => void): OpenPart {
  const [part, setPart] = useState<ShellPart | null>(null);
  return {
    part,
    // Shown only once it is there, so that a part that cannot be fetched takes nothing with it.
    open(next) {
      onNear(next);
      if (next === "palette") holdKeys();
      openLoaded(shellParts[next], () => setPart(next));
    },
    close: () => setPart(null),
    preload(next) {
      onNear(next);
      void shellParts[next]().catch(() => undefined); // whoever opens it is told
    },
  };
}
