/** Whether the keyboard is Apple's: it decides which key is the modifier, and how keys are printed. */
"use client";

import { useSyncExternalStore } from "react";

const APPLE = /Mac|iPhone|iPad|iPod/;
const never = () => () => undefined;

export function isApple(): boolean {
  return APPLE.test(navigator.platform);
}

/** False on the server and while hydrating. */
export function useApple(): boolean {
  return useSyncExternalStore(never, isApple, () => false);
}
