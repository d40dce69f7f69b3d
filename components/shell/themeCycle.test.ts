import { expect, test } from "vitest";
import { nextTheme, THEME_CHOICES, type Shade, type ThemeChoice } from "./themeCycle.ts";

test.each<Shade>(["light", "dark"])(
  "on a %s system the switch goes through all three and changes the look first",
  (system) => {
    const seen: ThemeChoice[] = [];
    for (let choice: ThemeChoice = "system", step = 0; step < 3; step++)
      seen.push((choice = nextTheme(choice, system)));
    expect([...seen].sort()).toEqual([...THEME_CHOICES].sort());
    expect(seen[0]).not.toBe(system);
    expect(seen[2]).toBe("system");
  },
);
