/** Somebody looks for a run among many. */
import { randomUUID } from "node:crypto";
import { expect, test } from "./support/codi.ts";
import { copyRun, fake } from "./support/profiles.ts";
import { startRun, untilStatus } from "./support/runs.ts";

const NO_RUN = "r_00000000-0000-4000-8000-000000000000";

test("the status filter stands in the address and survives a reload", async ({ page, codi }) => {
  const name = `Filtered ${randomUUID()}`;
  const good = await startRun(codi, { command: ["true"], name: `${name} good` });
  const bad = await startRun(codi, { command: fake("dies", "3"), name: `${name} bad` });
  await untilStatus(codi, good, "completed");
  await untilStatus(codi, bad, "failed");
  await page.goto("/runs");
  const rows = page.getByRole("table").getByRole("row");
  const views = page.getByRole("navigation", { name: "Runs by status" });
  await expect(rows.filter({ hasText: name })).toHaveCount(2);

  await views.getByRole("link", { name: "Failed" }).click();
  await expect(page).toHaveURL(/\?status=failed$/);
  await expect(rows.filter({ hasText: name })).toHaveCount(1);
  await page.reload();
  await expect(views.getByRole("link", { name: "Failed" })).toHaveAttribute("aria-current", "page");
  await expect(rows.filter({ hasText: `${name} bad` })).toContainText("Failed");
  await expect(rows.filter({ hasText: `${name} good` })).toHaveCount(0);

  await page.goBack();
  await expect(rows.filter({ hasText: name })).toHaveCount(2);
});

test("words narrow the list, and when nothing fits the page says so and leads back", async ({ page, codi }) => {
  const name = `Searched ${randomUUID()}`;
  const runId = await startRun(codi, { command: ["true"], name });
  await untilStatus(codi, runId, "completed");
  await page.goto("/runs");
  const search = page.getByRole("searchbox", { name: /^Search by name/ });
  const links = page.getByRole("table").getByRole("link");

  await search.fill(name.toUpperCase());
  await expect(links).toHaveText([name]);
  await expect(page).toHaveURL(/q=SEARCHED/);

  await search.fill("no run is called that");
  await expect(page.getByRole("heading", { name: "No run matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(search).toHaveValue("");
  await expect(links.filter({ hasText: name })).toBeVisible();

  await links.filter({ hasText: name }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
});

test("older runs are a page away, and each run stands on one page", async ({ page, codi }) => {
  const name = `Copied ${randomUUID()}`;
  const runId = await startRun(codi, { command: ["true"], name: "The original" });
  await untilStatus(codi, runId, "completed");
  await copyRun(codi, { runId, name, count: 120 });
  await page.goto(`/runs?q=${encodeURIComponent(name)}`);
  const links = page.getByRole("table").getByRole("link");
  const pages = page.getByRole("navigation", { name: "Pages" });

  const seen: string[] = [];
  for (const size of [50, 50, 20]) {
    const first = `${name} ${seen.length + 1}`;
    await expect(links.first()).toHaveText(first);
    await expect(links).toHaveCount(size);
    seen.push(...(await links.allInnerTexts()));
    if (size === 50) await pages.getByRole("link", { name: "Older" }).click();
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => `${name} ${index + 1}`));
  await expect(pages.getByRole("link", { name: "Older" })).toBeHidden();

  await pages.getByRole("link", { name: "Newest" }).click();
  await expect(links.first()).toHaveText(`${name} 1`);
});

test.describe("an address without a run", () => {
  test.use({ expectedOnConsole: [/the server responded with a status of 404/] });

  test("says that there is nothing and leads to the list", async ({ page }) => {
    const answer = await page.goto(`/runs/${NO_RUN}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
    await page.getByRole("link", { name: "All runs" }).click();
    await expect(page.getByRole("heading", { name: "Runs" })).toBeVisible();
  });
});
