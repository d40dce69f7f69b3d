/** The browser's own checkbox in our clothes; its label stands around or beside it. */
import type { ComponentProps } from "react";
import { Check } from "./icons.tsx";

export function Checkbox(props: Omit<ComponentProps<"input">, "type" | "className">) {
  return (
    <span className="relative inline-grid size-4 shrink-0 place-items-center">
      <input
        type="checkbox"
        {...props}
        className="peer absolute inset-0 m-0 size-full appearance-none rounded-[4px] bg-raised inset-ring-[1.25px] inset-ring-line-control checked:bg-signal checked:inset-ring-0 focus-visible:outline-2 focus-visible:outline-offset-2 disabled:bg-sunken disabled:inset-ring-line-strong"
      />
      <Check
        size={12}
        strokeWidth={2.2}
        aria-hidden
        className="pointer-events-none relative text-on-signal opacity-0 peer-checked:opacity-100"
      />
    </span>
  );
}
