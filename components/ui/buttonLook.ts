/** How a button looks, for real buttons and for links that act like one. */
import { clsx } from "clsx";

export type ButtonLook = {
  kind?: "default" | "primary" | "ghost" | "danger" | "danger-solid";
  size?: "sm" | "md" | "lg";
  /** Only an icon inside: square, and the caller gives an aria-label. */
  square?: boolean;
};

const kinds = {
  default:
    "bg-raised text-ink inset-ring inset-ring-line-strong shadow-(--shadow-control) hover:bg-[color-mix(in_oklab,var(--raised),var(--text-1)_4%)] [&_svg]:text-ink-2",
  primary: "bg-signal text-on-signal shadow-(--shadow-control) hover:bg-signal-hover",
  ghost: "text-ink-2 hover:bg-hover hover:text-ink",
  danger:
    "bg-raised text-danger inset-ring inset-ring-line-strong shadow-(--shadow-control) hover:bg-[color-mix(in_oklab,var(--raised),var(--danger)_6%)]",
  "danger-solid": "bg-danger-solid text-on-danger shadow-(--shadow-control) hover:bg-danger-solid-hover",
} as const satisfies Record<NonNullable<ButtonLook["kind"]>, string>;

const sizes = {
  sm: "h-6 gap-[5px] px-2 text-xs",
  md: "h-7 gap-1.5 px-2.5",
  lg: "h-[34px] gap-1.5 px-3.5",
} as const satisfies Record<NonNullable<ButtonLook["size"]>, string>;

const squares = { sm: "size-6", md: "size-7", lg: "size-[34px]" } as const;

export function buttonLook(look: ButtonLook = {}, more?: string): string {
  const size = look.size ?? "md";
  return clsx(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors duration-90 [&_svg]:shrink-0",
    "disabled:bg-sunken disabled:text-ink-4 disabled:inset-ring-line disabled:hover:bg-sunken disabled:[&_svg]:text-ink-4",
    kinds[look.kind ?? "default"],
    look.square ? squares[size] : sizes[size],
    more,
  );
}
