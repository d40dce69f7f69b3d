/** What every page stands in: the keys, the theme, messages, and what is left when something cannot be drawn. */
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Overview } from "#server/domain/overview.ts";
import { changeAnswers, dropAnswers } from "./support/changedAnswers.ts";
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import { openRun } from "./support/runPage.ts";
import { startRun, untilStatus } from "./support/runs.ts";
import { palette, openPalette } from "./support/palette.ts";

/** The other pages that somebody sets out for, also those that never come: asked for, not only prefetched, or gone to. */
function watchNavigations(page: Page): ReadonlySet<string> {
  const begun = new Set<string>();
  const here = new URL(page.url()).pathname;
  const add = (url: URL) => url.pathname !== here && begun.add(url.pathname);
  page.on("request", (request) => {
    const url = new URL(request.url());
    const prefetched = Object.keys(request.headers()).some((name) => /^next-router-.*prefetch$/.test(name));
    if (url.searchParams.has("_rsc") && !prefetched) add(url);
  });
  page.on("framenavigated", (frame) => add(new URL(frame.url())));
  return begun;
}

test.describe("keys", () => {
  test("one after the other lead to the places, and not from within a text field", async ({ page }) => {
    await goAlive(page, "/runs");
    await page.keyboard.type("gf");
    await expect(page).toHaveURL("/fleet");
    await page.keyboard.type("gn");
    await expect(page).toHaveURL("/runs/new");
    await page.getByLabel("Mission", { exact: true }).fill("");
    await page.getByLabel("Mission", { exact: true }).pressSequentially("gr?");
    await expect(page.getByLabel("Mission", { exact: true })).toHaveValue("gr?");
    await expect(page).toHaveURL("/runs/new");
    await page.getByRole("heading", { name: "Start a run", level: 1 }).click();
    await page.keyboard.type("gr");
    await expect(page).toHaveURL("/runs");
  });

  test("stand in one overview, and do nothing below it", async ({ page }) => {
    await goAlive(page, "/fleet");
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keys" });
    for (const area of ["Anywhere", "In a list", "On a run", "In the log"])
      await expect(keys.getByRole("region", { name: area })).toBeVisible();
    await expect(keys.getByText("Switch the theme")).toBeVisible();
    const begun = watchNavigations(page);
    await page.keyboard.type("gr");
    await page.keyboard.press("Escape");
    await expect(keys).toBeHidden();
    await page.keyboard.type("gn"); // what the keys before it had begun would have been begun before this
    await expect(page).toHaveURL("/runs/new");
    expect([...begun]).toEqual(["/runs/new"]);
  });

  test("go round the themes", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await goAlive(page, "/fleet");
    const html = page.locator("html");
    await expect(html).toHaveAttribute("data-theme", "light");
    await page.keyboard.type("gt");
    await expect(html).toHaveAttribute("data-theme", "dark");
    await page.keyboard.type("gt");
    await expect(html).toHaveAttribute("data-theme", "light");
    await page.keyboard.type("gt");
    await page.emulateMedia({ colorScheme: "dark" });
    await expect(html).toHaveAttribute("data-theme", "dark");
  });
});

test.describe("messages", () => {
  test.use({ expectedOnConsole: [/net::ERR_FAILED/] });

  test("go by themselves, except for bad news, which somebody closes", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-write"]);
    await goAlive(page, "/fleet");
    await dropAnswers(page, "runs.startDemo");
    await openPalette(page);
    await page.keyboard.type("demo");
    await page.keyboard.press("Enter");
    const bad = page.getByRole("listitem").filter({ hasText: "The demo was not started" });
    await expect(bad).toContainText("The server does not answer.");
    await expect(bad.getByRole("button", { name: "Try again" })).toBeVisible();
    await openPalette(page);
    await page.keyboard.type("copy link");
    await page.keyboard.press("Enter");
    const good = page.getByText("Link copied");
    await expect(good).toBeVisible();
    await expect(good).toBeHidden({ timeout: 20_000 });
    await bad.getByRole("button", { name: "Close" }).click();
    await expect(bad).toBeHidden();
  });
});

test("that no worker is online is said with the command that starts one, and the page does not move", async ({
  page,
  codi,
}) => {
  const runId = await startRun(codi, { command: ["sleep", "60"] });
  await untilStatus(codi, runId, "running");
  const run = await openRun(page, runId);
  await expect(run.status("Running")).toBeVisible();
  const banner = page.getByRole("status").filter({ hasText: "No worker is online." });
  await expect(banner).toBeHidden();
  const before = await run.status("Running").boundingBox();
  await changeAnswers(page, "runs.overview", (overview: Overview) => ({
    ...overview,
    workers: { ...overview.workers, online: 0 },
  }));
  await expect(banner).toBeVisible();
  await expect(banner.getByText("npm run worker")).toBeVisible();
  expect(await run.status("Running").boundingBox()).toEqual(before);
});

test.describe("an address that leads nowhere", () => {
  test.use({ expectedOnConsole: [/the server responded with a status of 404/] });

  test("says so within the shell and leads back", async ({ page }) => {
    const answer = await page.goto("/no/such/page");
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "All runs" }).click();
    await expect(page).toHaveURL("/runs");
  });
});

test.describe("a page whose code cannot be fetched", () => {
  test.use({ expectedOnConsole: [/./] }); // React and the browser both report it

  test("leaves the shell standing, says why, and can be loaded anew", async ({ page }) => {
    await goAlive(page, "/fleet");
    const scripts = "**/_next/static/chunks/**";
    await page.route(scripts, (route) => route.abort());
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Start a run" }).click();
    const note = page.getByRole("main").getByRole("alert");
    await expect(note.getByRole("heading", { name: "This page could not be drawn" })).toBeVisible();
    await expect(note).toContainText("could not be fetched");
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await page.unroute(scripts);
    await note.getByRole("button", { name: "Load the page anew" }).click();
    await expect(page.getByRole("heading", { name: "Start a run", level: 1 })).toBeVisible();
  });
});

test.describe("a shell that cannot be drawn", () => {
  test.use({ expectedOnConsole: [/./] }); // React reports it

  test("leaves a document that says so and leads back", async ({ page, codi }) => {
    const runId = await startRun(codi, { command: ["sleep", "60"] });
    await untilStatus(codi, runId, "running");
    const run = await openRun(page, runId);
    await expect(run.status("Running")).toBeVisible();
    const restore = await changeAnswers(page, "runs.overview", () => ({ counts: null }));
    await expect(page.getByRole("heading", { name: "Codi could not be drawn" })).toBeVisible();
    await expect(page.getByRole("alert").filter({ hasText: "Runs are not touched by this" })).toBeVisible();
    await restore();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(run.status("Running")).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the menu has everything the sidebar has, for a thumb", async ({ page, codi }) => {
    const project = `phone-${randomUUID().slice(0, 8)}`;
    await startRun(codi, { command: ["sleep", "60"], project });
    await goAlive(page, "/fleet");
    await page.getByRole("button", { name: "Menu" }).tap();
    const menu = page.getByRole("dialog", { name: "Menu" });
    for (const name of [/^Runs/, /^Fleet/, /^Start a run/, new RegExp(`^${project}`)]) {
      const link = menu.getByRole("link", { name });
      await expect(link).toBeVisible();
      expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    await expect(menu.getByText("Workers online")).toBeVisible();
    await menu.getByRole("radio", { name: "Dark" }).tap();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

    await menu.getByRole("link", { name: new RegExp(`^${project}`) }).tap();
    await expect(page).toHaveURL(`/runs?project=${project}`);
    await expect(menu).toBeHidden();
  });

  test("the menu is on every page", async ({ page, codi }) => {
    const runId = await startRun(codi, { command: ["true"] });
    for (const path of ["/runs", "/fleet", "/runs/new", `/runs/${runId}`, "/runs?q=nothing-is-called-that"]) {
      await goAlive(page, path);
      await page.getByRole("button", { name: "Menu" }).tap();
      await expect(page.getByRole("dialog", { name: "Menu" }).getByRole("link", { name: /^Fleet/ })).toBeVisible();
    }
  });

  test("the palette is a sheet across the screen", async ({ page }) => {
    await goAlive(page, "/fleet");
    await page.getByRole("button", { name: "Jump to" }).tap();
    await expect(palette(page)).toBeVisible();
    await expect.poll(async () => (await palette(page).boundingBox())?.width).toBe(390);
    const option = palette(page).getByRole("option", { name: "Start a run" });
    expect((await option.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await option.tap();
    await expect(page).toHaveURL("/runs/new");
  });
});
