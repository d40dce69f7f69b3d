/** True where fingers point: what can be tapped is larger there, and so are the rows that hold it. */
"use client";

import { useSyncExternalStore } from "react";

const QUERY = "(pointer: coarse), (max-width: 760px)";

function watch(onChange: () => void): () => void {
  const media = matchMedia(QUERY);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}

export function useCoarse(): boolean {
  return useSyncExternalStore(
    watch,
    () => matchMedia(QUERY).matches,
    () => false,
  );
}
