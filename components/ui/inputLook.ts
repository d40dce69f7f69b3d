/** How inputs, selects and text areas look, in all their states. */
import { clsx } from "clsx";

export function inputLook(options: { invalid?: boolean; mono?: boolean; area?: boolean } = {}): string {
  return clsx(
    "w-full min-w-0 rounded-md bg-raised text-ink shadow-(--shadow-control) inset-ring",
    "focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus",
    "disabled:bg-sunken disabled:text-ink-4",
    options.invalid ? "inset-ring-danger" : "inset-ring-line-strong",
    options.mono && "mono",
    options.area ? "block p-3" : "h-8 px-2.5 touch:h-11",
  );
}
