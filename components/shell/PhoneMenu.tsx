/** Everything the sidebar has, as a sheet for a thumb; loaded when first opened. */
"use client";

import { Dialog } from "radix-ui";
import type { MouseEvent } from "react";
import { Button } from "#components/ui/Button.tsx";
import { X } from "#components/ui/icons.tsx";
import { Segments } from "#components/ui/Segments.tsx";
import { useFocusBack } from "#components/ui/useFocusBack.ts";
import { FleetGauge } from "./FleetGauge.tsx";
import type { ProjectLink } from "./projectLinks.ts";
import { ProjectNav } from "./ProjectNav.tsx";
import { SideNav } from "./SideNav.tsx";
import { THEME_CHOICES } from "./themeCycle.ts";
import type { ShellNumbers } from "./useOverview.ts";
import { useThemeSwitch } from "./useThemeSwitch.ts";

const themes = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "system", label: "System" },
];

export function PhoneMenu({
  numbers,
  projects,
  onClose,
}: {
  numbers: ShellNumbers;
  projects: readonly ProjectLink[];
  onClose: () => void;
}) {
  const { choice, choose } = useThemeSwitch();
  const closeAfterLink = (click: MouseEvent) => {
    if (click.target instanceof Element && click.target.closest("a")) onClose();
  };
  const giveBack = useFocusBack();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 starting:opacity-0" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          className="fixed inset-x-0 bottom-0 z-50 flex max-h-[88dvh] flex-col rounded-t-xl bg-overlay pb-[env(safe-area-inset-bottom)] shadow-(--shadow-modal) transition-transform duration-260 ease-out starting:translate-y-full"
        >
          <div className="flex h-[52px] shrink-0 items-center border-b border-line pr-1.5 pl-5">
            <Dialog.Title className="flex-1 font-medium">Menu</Dialog.Title>
            <Dialog.Close asChild>
              <Button kind="ghost" square aria-label="Close the menu" className="size-11">
                <X size={18} strokeWidth={1.5} aria-hidden />
              </Button>
            </Dialog.Close>
          </div>
          <div className="scroller grid min-h-0 gap-4 p-2 pb-4" onClick={closeAfterLink}>
            <SideNav active={numbers.active} place="menu" />
            <ProjectNav projects={projects} place="menu" />
            <div className="border-t border-line pt-2">
              <FleetGauge workers={numbers.workers} />
            </div>
            <div className="px-3">
              <Segments
                name="theme"
                label="Theme"
                options={themes}
                value={choice}
                onChange={(value) => choose(THEME_CHOICES.find((one) => one === value) ?? "system")}
              />
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
