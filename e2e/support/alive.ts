/** What the server drew has its scripts: from now on keys and clicks are heard. */
import type { Page } from "@playwright/test";

export async function untilAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    return main !== null && Object.keys(main).some((key) => key.startsWith("__reactFiber"));
  });
}

export async function goAlive(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilAlive(page);
}
