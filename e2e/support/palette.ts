/** The palette as a person opens it. */
import type { Page } from "@playwright/test";
import { expect } from "./codi.ts";

export const palette = (page: Page) => page.getByRole("dialog", { name: "Jump to" });

export async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
}
