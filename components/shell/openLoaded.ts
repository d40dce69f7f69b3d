/** Opens what has its script fetched first; where that fails, nothing else breaks, and whoever asked is told. */
import { sayToast } from "./toasts.ts";

export function openLoaded(load: () => Promise<unknown>, open: () => void): void {
  void load().then(open, () =>
    sayToast({ title: "This could not be opened", text: "The server does not answer.", tone: "danger" }),
  );
}

/** Somebody is near: whoever opens it is told when it cannot be had. */
export function fetchAhead(load: () => Promise<unknown>): void {
  void load().catch(() => undefined);
}
