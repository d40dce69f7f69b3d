/** Every page on a phone, in the dark, and without scripts. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { goAlive, untilAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import type { Codi } from "./support/codi.ts";
import { go, placesOfRun, placesWithoutRun } from "./support/everyPage.ts";
import { openRun } from "./support/runPage.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";

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

/** Elements that reach beyond the screen, unless something around them scrolls or cuts them. */
const widerThanScreen = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const contained = (element: Element): boolean => {
      for (let around = element.parentElement; around; around = around.parentElement)
        if (getComputedStyle(around).overflowX !== "visible" && around.getBoundingClientRect().right <= width + 0.5)
          return around !== document.body && around !== document.documentElement;
      return false;
    };
    return [...document.querySelectorAll("body *")].flatMap((element) => {
      const box = element.getBoundingClientRect();
      const beyond = box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
      return beyond && !contained(element) && element.closest(".sr-only") === null
        ? [element.outerHTML.slice(0, 160)]
        : [];
    });
  });

/** Links inside of a sentence are as high as its line; a label, or a part laid over more, makes a target larger. */
const tooSmallToTap = (page: Page) =>
  page.evaluate(() => {
    const tappable =
      "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [tabindex='0'][role]";
    /** Of an `::after` that is stretched over what the element stands in. */
    const heightLaidOver = (element: Element): number => {
      const after = getComputedStyle(element, "::after");
      if (after.content === "none" || after.position !== "absolute") return 0;
      return parseFloat(after.height) || 0;
    };
    return [...document.querySelectorAll(tappable)].flatMap((element) => {
      const own = element.getBoundingClientRect();
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.getBoundingClientRect() : undefined;
      const height = Math.max(own.height, label?.height ?? 0, heightLaidOver(element));
      const hidden =
        element.closest(".sr-only") !== null ||
        own.width <= 1 ||
        own.height <= 1 ||
        !element.checkVisibility({ visibilityProperty: true });
      const inSentence =
        getComputedStyle(element).display === "inline" && element.closest("p, li, dd, bdi, td") !== null;
      return hidden || inSentence || height >= 44
        ? []
        : [`${Math.round(height)} px: ${element.outerHTML.slice(0, 160)}`];
    });
  });

test.describe("360 pixels wide", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("nothing is wider than the screen, on any page", async ({ page, codi }) => {
    const runId = await settledRun(codi);
    const found: Record<string, string[]> = {};
    for (const place of [...placesWithoutRun, ...placesOfRun(await readRun(codi, runId))]) {
      await go(page, place);
      const wide = await widerThanScreen(page);
      if (wide.length > 0) found[place.name] = wide;
    }
    expect(found).toEqual({});
  });

  test("whatever can be tapped is 44 pixels high or more, on any page", async ({ page, codi }) => {
    const settled = await settledRun(codi);
    const running = await startRun(codi, { command: ["sleep", "300"], name: "Can be tapped" });
    await untilStatus(codi, running, "running");
    const runs = await Promise.all([settled, running].map((runId) => readRun(codi, runId)));
    const found: Record<string, string[]> = {};
    for (const place of [...placesWithoutRun, ...runs.flatMap(placesOfRun)]) {
      await go(page, place);
      const small = await tooSmallToTap(page);
      if (small.length > 0) found[place.name] = small;
    }
    expect(found).toEqual({});
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
      await expect(page.getByRole("main").getByText(name)).toBeVisible();
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
  await goAlive(page, "/runs");
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();

  await page.getByRole("button", { name: "Switch to the light theme" }).click();
  await expect.poll(ground).toBe(light);
  await page.reload();
  expect(await ground()).toBe(light);
  await untilAlive(page);
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

test("every icon is drawn, however often a page is loaded", async ({ page, codi }) => {
  const runId = await settledRun(codi);
  for (const path of ["/runs", `/runs/${runId}`, "/fleet", "/runs/new", "/runs", `/runs/${runId}?tab=log`]) {
    await page.goto(path);
    const missing = await page.evaluate(() =>
      [...document.querySelectorAll<SVGGraphicsElement>("svg:has(use)")]
        .filter((icon) => icon.checkVisibility({ visibilityProperty: true }) && icon.getBBox().width === 0)
        .map((icon) => icon.outerHTML.slice(0, 200)),
    );
    expect(missing, path).toEqual([]);
    expect(await page.locator("svg use").count(), path).toBeGreaterThan(5);
  }
});
