/** The parts of the run page as a person goes through them. */
import type { Page } from "@playwright/test";

export const tabs = (page: Page) => page.getByRole("navigation", { name: "Parts of the run" });

export const currentTab = (page: Page) => tabs(page).locator("[aria-current=page]");
