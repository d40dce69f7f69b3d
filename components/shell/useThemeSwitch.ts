/** Which theme was chosen, and the ways to choose another. */
"use client";

import { useTheme } from "next-themes";
import { useMounted } from "#components/ui/clock.tsx";
import { nextTheme, THEME_CHOICES, type ThemeChoice } from "./themeCycle.ts";

export function useThemeSwitch() {
  const { theme, systemTheme, setTheme } = useTheme();
  // The server knows neither what this browser remembers nor what its system likes.
  const known = useMounted();
  const choice: ThemeChoice = (known && THEME_CHOICES.find((one) => one === theme)) || "system";
  const next = nextTheme(choice, known && systemTheme === "dark" ? "dark" : "light");
  return { choice, next, choose: (to: ThemeChoice) => setTheme(to) };
}
