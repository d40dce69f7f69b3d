/** A grey bar of the size of what will stand here. */
import { clsx } from "clsx";

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("shimmering block h-2.5 rounded-[4px] bg-active", className)} />;
}
