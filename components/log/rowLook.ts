/** How a line looks of which something is said: picked, found, looked at. */
import { clsx } from "clsx";

export function lineLook({ picked, cursor, found }: { picked: boolean; cursor: boolean; found: boolean }): string {
  return clsx(
    picked
      ? "bg-signal-soft shadow-[inset_3px_0_0_var(--signal)] [&_[data-line]]:text-signal-text"
      : found && "bg-[color-mix(in_oklab,var(--mark)_34%,transparent)]",
    cursor && !picked && "shadow-[inset_2px_0_0_var(--signal-mark)]",
  );
}
