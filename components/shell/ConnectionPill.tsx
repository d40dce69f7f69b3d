/** Whether what is on the screen is what is: a quiet pill, never in the way of the content. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type PillState = "live" | "wait" | "off";

const dots = {
  live: "bg-signal-mark ring-3 ring-signal-mark/18",
  wait: "bg-warning ring-3 ring-warning/18",
  off: "inset-ring-[1.5px] inset-ring-ink-3",
} as const satisfies Record<PillState, string>;

export function ConnectionPill({ state, title, children }: { state: PillState; title?: string; children: ReactNode }) {
  return (
    <span
      role="status"
      title={title}
      className="inline-flex h-6 shrink-0 items-center gap-[7px] rounded-full px-2.5 text-xs whitespace-nowrap text-ink-2 inset-ring inset-ring-line"
    >
      <span aria-hidden className={clsx("size-1.5 rounded-full", dots[state])} />
      {children}
    </span>
  );
}
