/** How each page is looked at: light and dark, on a desk and on a phone. */
import type { BrowserContextOptions } from "@playwright/test";

export type Look = { ending: string; isPhone: boolean; options: BrowserContextOptions };

const desk = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const always = { locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce" } as const;

export const looks: Look[] = (["light", "dark"] as const).flatMap((colorScheme) => [
  { ending: colorScheme, isPhone: false, options: { ...always, ...desk, colorScheme } },
  { ending: `${colorScheme}-mobile`, isPhone: true, options: { ...always, ...phone, colorScheme } },
]);
