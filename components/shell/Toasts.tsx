/** The place of the toasts: empty until the first one is said. */
"use client";

import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { fetchAhead } from "./openLoaded.ts";
import { countToasts, watchToasts } from "./toasts.ts";

const AHEAD_MS = 3_000; // after what the page itself needs

const loadHost = () => import("./ToastHost.tsx");
const ToastHost = lazy(async () => ({ default: (await loadHost()).ToastHost }));

export function Toasts() {
  const said = useSyncExternalStore(watchToasts, countToasts, () => 0);
  const [loaded, setLoaded] = useState(false);
  // Drawn only when it is there: a part that cannot be fetched is asked for again with the next message.
  useEffect(() => {
    if (said > 0)
      void loadHost().then(
        () => setLoaded(true),
        () => undefined,
      );
  }, [said]);
  // Fetched before it is needed: what cannot be fetched any more has to be said, too.
  useEffect(() => {
    const timer = setTimeout(() => fetchAhead(loadHost), AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return loaded ? (
    <Suspense>
      <ToastHost />
    </Suspense>
  ) : null;
}
