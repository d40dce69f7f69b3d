/** One button that goes round the themes: the other one, this one, the system's. */
"use client";

import { Button } from "#components/ui/Button.tsx";
import { Monitor, Moon, Sun } from "#components/ui/icons.tsx";
import type { ThemeChoice } from "./themeCycle.ts";
import { useThemeSwitch } from "./useThemeSwitch.ts";

export const themeIcons = { light: Sun, dark: Moon, system: Monitor } as const satisfies Record<ThemeChoice, unknown>;

const leadsTo = {
  light: "Switch to the light theme",
  dark: "Switch to the dark theme",
  system: "Follow the system’s theme",
} as const satisfies Record<ThemeChoice, string>;

export function ThemeToggle() {
  const { choice, next, choose } = useThemeSwitch();
  const Icon = themeIcons[choice];
  return (
    <Button
      kind="ghost"
      square
      aria-label={leadsTo[next]}
      title={leadsTo[next]}
      onClick={() => choose(next)}
      className="max-side:size-9 touch:size-11"
    >
      <Icon size={15} strokeWidth={1.5} aria-hidden />
    </Button>
  );
}
