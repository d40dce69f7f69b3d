/** The start form as a person uses it. */
import { realpath } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { goAlive } from "./alive.ts";
import { expect } from "./codi.ts";
import type { Codi } from "./codi.ts";
import { addProfile } from "./profiles.ts";

export const mission = "Tidy up the shelf\n\nEvery book stands upright.";

export const startButton = (page: Page) => page.getByRole("button", { name: "Start the run", exact: true });

export const rail = (page: Page) => page.getByRole("complementary", { name: "What will happen" });

/** The form as somebody fills it for a command of their own; it is theirs once scripts have come. */
export async function fillForm(page: Page, codi: Codi): Promise<{ folder: string; profile: string }> {
  const folder = await realpath(await codi.newWorkspace());
  const profile = await addProfile(codi, ["echo", "all books stand upright"]);
  await goAlive(page, "/runs/new");
  await page.getByLabel("Mission").fill(mission);
  await page.getByLabel("Working folder").fill(folder);
  await page.getByLabel("Profile").selectOption(profile);
  await page.getByLabel("Number of turns").fill("1");
  return { folder, profile };
}

export async function startedRun(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/runs\/r_/);
  return new URL(page.url()).pathname.replace("/runs/", "");
}
