/** The order in which the theme switch goes round: first the one that looks different, last the system's. */

export const THEME_CHOICES = ["light", "dark", "system"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type Shade = "light" | "dark";

const other = { light: "dark", dark: "light" } as const satisfies Record<Shade, Shade>;

export function nextTheme(choice: ThemeChoice, system: Shade): ThemeChoice {
  if (choice === "system") return other[system];
  return choice === system ? "system" : system;
}
