/** The list of runs as a person reads it. */
import type { Page } from "@playwright/test";
import { expect } from "./codi.ts";

export const linksIn = (page: Page) => page.getByRole("table").getByRole("link");

export const rowOf = (page: Page, runId: string) =>
  page.getByTestId("run-row").and(page.locator(`[data-run="${runId}"]`));

export const listOf = (name: string) => `/runs?q=${encodeURIComponent(name)}`;

export async function openList(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByText("Live", { exact: true }).and(page.locator(":visible"))).toBeVisible();
}
