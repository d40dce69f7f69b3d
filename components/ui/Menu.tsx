/** A menu under the button that opened it; loaded when first opened. */
"use client";

import { clsx } from "clsx";
import { DropdownMenu } from "radix-ui";
import { Fragment, type ReactNode } from "react";
import { MenuFrame } from "./MenuFrame.tsx";

export type MenuItem = {
  key: string;
  label: ReactNode;
  icon?: ReactNode;
  /** On the right: the keys that do the same. */
  hint?: ReactNode;
  /** Below the label: what it does, or why it cannot be done now. */
  note?: string;
  tone?: "plain" | "danger";
  disabled?: boolean;
  /** A line above it. */
  separated?: boolean;
  onSelect: () => void;
};

export function Menu({
  label,
  items,
  onClose,
  onFocusBack,
}: {
  label: string;
  items: MenuItem[];
  onClose: () => void;
  onFocusBack: () => void;
}) {
  return (
    <MenuFrame
      label={label}
      align="end"
      className="max-h-(--radix-dropdown-menu-content-available-height) min-w-52"
      onClose={onClose}
      onFocusBack={onFocusBack}
    >
      {items.map((item) => (
        <Fragment key={item.key}>
          {item.separated ? <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" /> : null}
          <MenuRow item={item} />
        </Fragment>
      ))}
    </MenuFrame>
  );
}

function MenuRow({ item }: { item: MenuItem }) {
  const { label, icon, hint, note, tone = "plain", disabled = false, onSelect } = item;
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled}
      className={clsx(
        "flex min-h-[30px] min-w-0 items-center gap-[9px] rounded-md px-2 py-1 outline-none data-highlighted:bg-active max-card:min-h-11 touch:min-h-11 [&_svg]:shrink-0",
        disabled ? "text-ink-4" : tone === "danger" ? "text-danger" : "text-ink [&_svg]:text-ink-3",
      )}
    >
      {icon}
      <span className="grid min-w-0">
        <span className="truncate">{label}</span>
        {note ? <span className="text-xs text-ink-3">{note}</span> : null}
      </span>
      {hint ? <span className="ml-auto inline-flex shrink-0 pl-4">{hint}</span> : null}
    </DropdownMenu.Item>
  );
}
