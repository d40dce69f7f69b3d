/** A key, as it stands beside what it does. */
import { clsx } from "clsx";

export function Kbd({
  children,
  bright = false,
}: {
  children: string;
  /** On a filled button: in the colour of its words. */
  bright?: boolean;
}) {
  return (
    <kbd
      className={clsx(
        "inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm px-1 font-sans text-2xs inset-ring touch:hidden",
        bright ? "inset-ring-current/35" : "text-ink-3 inset-ring-line",
      )}
    >
      {children}
    </kbd>
  );
}
