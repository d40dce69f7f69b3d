/** The palette: everything is found and done from the keyboard. */
import { randomUUID } from "node:crypto";
import { dropAnswers } from "./support/changedAnswers.ts";
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";
import { palette, openPalette } from "./support/palette.ts";

test.describe("the palette", () => {
  test("finds a run by what is typed and opens it, by keyboard alone", async ({ page, codi }) => {
    const name = `Palette ${randomUUID().slice(0, 8)} finds me`;
    const runId = await startRun(codi, { command: ["true"], name });
    await goAlive(page, "/fleet");
    await openPalette(page);
    await page.keyboard.type(name.slice(0, 16).toUpperCase());
    const found = palette(page).getByRole("option", { name });
    await expect(found).toHaveAttribute("aria-selected", "true");
    await expect(found.locator("b").first()).toHaveText("Palette");
    await expect(found).toContainText(/(Queued|Running|Completed), /);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`/runs/${runId}`);
    await expect(palette(page)).toBeHidden();
  });

  test("opens what is chosen with the modifier in a new tab, and stays", async ({ page, context }) => {
    await goAlive(page, "/fleet");
    await openPalette(page);
    await page.keyboard.type("start a run");
    await expect(palette(page).getByRole("option", { name: "Start a run" })).toHaveAttribute("aria-selected", "true");
    const opened = context.waitForEvent("page");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(await opened).toHaveURL("/runs/new");
    await expect(page).toHaveURL("/fleet");
    await expect(palette(page)).toBeVisible();
  });

  test("goes where it says and does what it says", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await goAlive(page, "/fleet");
    await openPalette(page);
    await page.keyboard.type("failed");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/runs?status=failed");

    await openPalette(page);
    await page.keyboard.type("copy link");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Link copied")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());

    await page.emulateMedia({ colorScheme: "light" });
    await openPalette(page);
    await page.keyboard.type("dark");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });

  test("gives the focus back where it was, and closes with its own key, too", async ({ page }) => {
    await goAlive(page, "/fleet");
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Fleet" });
    for (const key of ["Escape", "ControlOrMeta+k"]) {
      await link.focus();
      await openPalette(page);
      await page.keyboard.press(key);
      await expect(palette(page)).toBeHidden();
      await expect(link).toBeFocused();
    }
  });

  test("says when nothing is called that", async ({ page }) => {
    await goAlive(page, "/fleet");
    await openPalette(page);
    await page.keyboard.type("nothing has this name");
    await expect(palette(page).getByText("Nothing is called that.")).toBeVisible();
    await expect(palette(page).getByRole("option")).toHaveCount(0);
  });

  test.describe("without an answer of the server", () => {
    test.use({ expectedOnConsole: [/net::ERR_FAILED/] });

    test("says so, offers another try, and still goes everywhere", async ({ page, codi }) => {
      const name = `Away ${randomUUID()}`;
      await startRun(codi, { command: ["true"], name });
      await goAlive(page, "/fleet");
      const restore = await dropAnswers(page, "runs.list");
      await openPalette(page);
      const away = palette(page).getByRole("alert");
      await expect(away).toContainText("Runs could not be searched. The server does not answer.");
      await expect(palette(page).getByRole("option", { name: "Start a run" })).toBeVisible();
      await restore();
      await away.getByRole("button", { name: "Try again" }).click();
      await expect(palette(page).getByRole("option", { name })).toBeVisible();
      await expect(away).toBeHidden();
    });
  });
});

test("what is typed right after its key is looked for, and does nothing to the page", async ({ page, codi }) => {
  const runId = await startRun(codi, { command: ["sleep", "300"], name: "Not to be paused" });
  await untilStatus(codi, runId, "running");
  await goAlive(page, `/runs/${runId}`);
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("pst");
  await expect(palette(page).getByRole("combobox")).toHaveValue("pst");
  const run = await readRun(codi, runId);
  expect(run).toMatchObject({ status: "running", stopAfterTurn: false });
});
