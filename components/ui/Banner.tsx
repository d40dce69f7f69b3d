/** A band that says what happened and what to do next, in the colour of its meaning. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type BannerTone = "plain" | "signal" | "warning" | "danger" | "positive";

export const bannerTones = {
  plain: "text-ink-2",
  signal: "text-signal-text",
  warning: "text-warning",
  danger: "text-danger",
  positive: "text-positive",
} as const satisfies Record<BannerTone, string>;

export function Banner({
  tone = "plain",
  icon,
  role,
  actions,
  children,
}: {
  tone?: BannerTone;
  icon: ReactNode;
  role?: "status" | "alert";
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      role={role}
      className={clsx(
        "tinted-band flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg px-4 py-2",
        bannerTones[tone],
      )}
    >
      <span className="flex min-w-0 flex-1 basis-64 items-start gap-3">
        <span className="flex h-5 shrink-0 items-center">{icon}</span>
        <span className="min-w-0 break-words text-ink [&_b]:font-medium">{children}</span>
      </span>
      {actions ? <span className="flex min-w-0 flex-wrap items-center gap-2 text-ink">{actions}</span> : null}
    </div>
  );
}
