/** Every page on a phone, in the dark, and without scripts. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import type { Codi } from "./support/codi.ts";
import { openRun, runPage } from "./support/runPage.ts";
import { startRun, untilStatus } from "./support/runs.ts";

const longName = "Keep the very-long-name-without-a-break-that-somebody-once-gave-to-a-run readable";

/** Everything about it is longer than a phone is wide. */
async function settledRun(codi: Codi): Promise<string> {
  const workingDir = join(await codi.newWorkspace(), "deeply-".repeat(6), "nested-".repeat(6), "folder");
  await mkdir(workingDir, { recursive: true });
  const runId = await startRun(codi, {
    command: ["echo", `said ${"and said again ".repeat(20)}`],
    name: longName,
    workingDir,
    labels: ["a-label-that-is-quite-long-by-itself", "another-label-that-is-quite-long"],
    check: { command: `true ${"with-a-long-argument ".repeat(6)}` },
  });
  await untilStatus(codi, runId, "completed");
  return runId;
}

/** Parts that could be scrolled sideways, the page itself among them. */
const sidewaysIn = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll(".scroller")].flatMap((part) =>
      part.scrollWidth > part.clientWidth ? `${part.tagName} ${part.className}` : [],
    ),
  );

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test.describe("360 pixels wide", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("no page scrolls sideways", async ({ page, codi }) => {
    const runId = await settledRun(codi);
    await page.goto("/runs");
    await expect(page.getByRole("link", { name: longName }).first()).toBeVisible();
    expect(await widthOf(page), "the list").toBe(360);

    for (const tab of ["log", "turns", "usage", "prompt"]) {
      await page.goto(`/runs/${runId}?tab=${tab}`);
      await expect(runPage(page).head.getByRole("heading", { name: longName })).toBeVisible();
      await runPage(page).untilComplete("Ended");
      expect(await widthOf(page), `the run's ${tab}`).toBe(360);
    }

    await page.goto("/runs/new");
    await expect(page.getByRole("button", { name: "Start the run", exact: true })).toBeVisible();
    expect(await widthOf(page), "the start form").toBe(360);

    await page.goto("/fleet");
    await expect(page.getByText("Workers online", { exact: true })).toBeVisible();
    expect(await widthOf(page), "the fleet").toBe(360);
  });

  test("a name of one word that never breaks stays within the screen", async ({ page, codi }) => {
    const name = "W".repeat(150);
    const runId = await startRun(codi, { command: ["sleep", "60"], name, project: name });
    const run = await openRun(page, runId);
    await expect(run.status("Running")).toBeVisible();
    for (const width of [360, 390, 1440]) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto("/runs");
      await expect(page.getByRole("link", { name }).and(page.locator(":visible")).first()).toBeVisible();
      expect(await sidewaysIn(page), `the list at ${width}`).toEqual([]);

      await openRun(page, runId);
      await expect(run.head.getByRole("heading", { name })).toBeVisible();
      expect(await sidewaysIn(page), `the run at ${width}`).toEqual([]);

      await page.goto("/fleet");
      await expect(page.getByText(name)).toBeVisible();
      expect(await sidewaysIn(page), `the fleet at ${width}`).toEqual([]);
    }
  });

  test("a run is stopped with a thumb: every action is on the screen and 44 pixels high", async ({ page, codi }) => {
    const runId = await startRun(codi, { command: ["sleep", "60"] });
    const run = await openRun(page, runId);
    await expect(run.status("Running")).toBeVisible();
    for (const name of ["Pause after turn", "Stop after turn", "Cancel"]) {
      await expect(run.button(name)).toBeInViewport({ ratio: 1 });
      expect((await run.button(name).boundingBox())?.height, name).toBeGreaterThanOrEqual(44);
    }
    await run.button("Cancel").tap();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the run" }).tap();
    await expect(run.status("Cancelled")).toBeVisible();
    expect(await widthOf(page)).toBe(360);
  });
});

test("the theme follows the system, and the switch is remembered", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/runs");
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();

  await page.getByRole("button", { name: "Switch to the light theme" }).click();
  await expect.poll(ground).toBe(light);
  await page.reload();
  expect(await ground()).toBe(light);
  await page.getByRole("button", { name: "Switch to the dark theme" }).click();
  await expect.poll(ground).toBe(dark);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the first paint of the list and of a run holds what is known", async ({ page, codi }) => {
    const runId = await settledRun(codi);
    await page.goto("/runs");
    await expect(page.getByRole("row").filter({ hasText: longName }).first()).toContainText("Completed");

    const run = await openRun(page, runId);
    await expect(run.status("Completed")).toBeVisible();
    await expect(run.log.getByText(/^said and said again/)).toBeVisible();
  });
});
