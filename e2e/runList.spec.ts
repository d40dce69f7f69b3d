/** Somebody looks for a run among many: filters, pages, columns. */
import { randomUUID } from "node:crypto";
import { expect, test } from "./support/codi.ts";
import { copyRun, fake } from "./support/profiles.ts";
import { startRun, untilStatus } from "./support/runs.ts";
import { linksIn, listOf, openList } from "./support/runList.ts";

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

test("words narrow the list, and when nothing fits the page names them and leads back", async ({ page, codi }) => {
  const name = `Searched ${randomUUID()}`;
  const runId = await startRun(codi, { command: ["true"], name });
  await untilStatus(codi, runId, "completed");
  await openList(page, "/runs");
  const search = page.getByRole("searchbox", { name: /^Search by name/ });

  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await search.fill(name.toUpperCase());
  await expect(linksIn(page)).toHaveText([name]);
  await expect(page).toHaveURL(/q=SEARCHED/);

  await search.fill("no run is called that");
  await expect(page.getByRole("heading", { name: "No run matches this filter" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Text contains no run is called that" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(search).toHaveValue("");
  await expect(linksIn(page).filter({ hasText: name })).toBeVisible();
});

test("a filter is chosen by keys, is a chip that can be changed, and survives a reload", async ({ page, codi }) => {
  const name = `Chipped ${randomUUID().slice(0, 8)}`;
  const other = `${name}, other`;
  for (const project of [name, other])
    await untilStatus(codi, await startRun(codi, { command: ["true"], name: project, project }), "completed");
  await openList(page, "/runs");
  await page.keyboard.press("f");
  await expect(page.getByRole("menu", { name: "Filter" })).toBeVisible();
  await page.keyboard.press("3");
  const values = page.getByRole("menu", { name: "Project" });
  await values.getByRole("menuitemcheckbox", { name, exact: true }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  const chip = (what: string) => page.getByRole("group", { name: what });
  await expect(chip(`Project is ${name}`)).toBeVisible();
  await expect(linksIn(page)).toHaveText([name]);
  await page.reload();
  await expect(linksIn(page)).toHaveText([name]);

  await chip(`Project is ${name}`)
    .getByRole("button", { name: /^Change project/ })
    .click();
  await values.getByRole("menuitemcheckbox", { name: other, exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(linksIn(page)).toHaveText([other, name]);
  expect(new URL(page.url()).searchParams.get("project")).toBe([name, other.replace(",", "%2C")].join());

  await linksIn(page).filter({ hasText: other }).click();
  await expect(page).toHaveURL(/\/runs\/r_[^?]+\?project=/);
  await page.goBack();
  await page.getByRole("button", { name: "Remove the filter project" }).click();
  await expect(page).toHaveURL(/\/runs$/);
});

test("older runs are a page away, newer ones too, and each run stands on one page", async ({ page, codi }) => {
  const name = `Copied ${randomUUID()}`;
  const runId = await startRun(codi, { command: ["true"], name: "The original" });
  await untilStatus(codi, runId, "completed");
  await copyRun(codi, { runId, name, count: 120 });
  await page.goto(listOf(name));
  const links = linksIn(page);
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

  for (const first of [51, 1]) {
    await pages.getByRole("link", { name: "Newer" }).click();
    await expect(links.first()).toHaveText(`${name} ${first}`);
    await expect(links).toHaveCount(50);
  }
  await expect(pages.getByRole("link", { name: "Newer" })).toBeHidden();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the numbers are there, and one can page both ways", async ({ page, codi }) => {
    const name = `Paged ${randomUUID()}`;
    const runId = await startRun(codi, { command: ["true"], name: "The original" });
    await untilStatus(codi, runId, "completed");
    await copyRun(codi, { runId, name, count: 60 });
    await page.goto(listOf(name));
    const now = page.getByRole("region", { name: "Now" });
    await expect(now.getByRole("link", { name: "Tokens, 24 h" })).toBeVisible();
    await expect(now.getByRole("heading", { name: "Last 24 hours" })).toBeVisible();
    const pages = page.getByRole("navigation", { name: "Pages" });
    await pages.getByRole("link", { name: "Older" }).click();
    await expect(linksIn(page)).toHaveCount(10);
    await pages.getByRole("link", { name: "Newer" }).click();
    await expect(linksIn(page).first()).toHaveText(`${name} 1`);
  });
});

test("columns that are hidden stay hidden, from the first paint on", async ({ page, codi }) => {
  const runId = await startRun(codi, { command: ["true"], name: "Has columns" });
  await untilStatus(codi, runId, "completed");
  await openList(page, "/runs");
  const head = page.getByRole("columnheader", { name: "Project" });
  await expect(head).toBeVisible();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Project" }).click();
  await page.keyboard.press("Escape");
  await expect(head).toBeHidden();
  const answer = await page.reload();
  expect(await answer?.text()).not.toContain(">Project</th>");
  await expect(head).toBeHidden();
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
