/** Somebody looks for a run among many, and acts on some of them. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import { copyRun, fake } from "./support/profiles.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";

const NO_RUN = "r_00000000-0000-4000-8000-000000000000";

const linksIn = (page: Page) => page.getByRole("table").getByRole("link");
const rowOf = (page: Page, runId: string) => page.getByTestId("run-row").and(page.locator(`[data-run="${runId}"]`));
const listOf = (name: string) => `/runs?q=${encodeURIComponent(name)}`;

async function openList(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByText("Live", { exact: true }).and(page.locator(":visible"))).toBeVisible();
}

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

test("new runs wait behind a button, and no row moves until it is pressed", async ({ page, codi }) => {
  const name = `Fresh ${randomUUID()}`;
  const first = await startRun(codi, { command: ["true"], name: `${name} 1` });
  await untilStatus(codi, first, "completed");
  await openList(page, listOf(name));
  await expect(linksIn(page)).toHaveText([`${name} 1`]);
  for (const number of [2, 3]) {
    const runId = await startRun(codi, { command: ["true"], name: `${name} ${number}` });
    await untilStatus(codi, runId, "completed");
  }
  await startRun(codi, { command: ["true"], name: "Not of this list" });
  const fresh = page.getByRole("button", { name: "2 new runs" });
  await expect(fresh).toBeVisible();
  await expect(linksIn(page)).toHaveText([`${name} 1`]);
  await page.keyboard.press(".");
  await expect(linksIn(page)).toHaveText([3, 2, 1].map((number) => `${name} ${number}`));
  await expect(fresh).toBeHidden();
});

test("a row follows its run to the end where it stands, and nobody asks for the list again", async ({ page, codi }) => {
  const name = `Followed ${randomUUID()}`;
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end), name });
  await untilStatus(codi, runId, "running");
  await openList(page, `${listOf(name)}&status=running`);
  const row = rowOf(page, runId);
  await expect(row).toContainText(/line \d/);
  await page.waitForLoadState("networkidle"); // what the page asks for at its start is answered
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("runs.list")) asked += 1;
  });
  await writeFile(end, "");
  await expect(row).toHaveAttribute("data-status", "completed");
  // It is no running run any more: it says so and stays until the list is loaded.
  await expect(row).toContainText("left this view");
  expect(asked).toBe(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "No run matches these two filters" })).toBeVisible();
});

test("of many that are cancelled at once each says what came of it", async ({ page, codi }) => {
  const name = `Many ${randomUUID()}`;
  const end = join(await codi.newWorkspace(), "end");
  const faster = await startRun(codi, { command: fake("printsUntilFile", end), name: `${name} faster` });
  const others = [
    await startRun(codi, { command: ["sleep", "300"], name: `${name} a` }),
    await startRun(codi, { command: ["sleep", "300"], name: `${name} b` }),
  ];
  for (const runId of [faster, ...others]) await untilStatus(codi, runId, "running");
  await openList(page, listOf(name));
  await page.getByRole("checkbox", { name: "Select all runs of this page" }).check();
  const bar = page.getByRole("toolbar", { name: "Selected runs" });
  await expect(bar).toContainText("3 selected");
  await bar.getByRole("button", { name: "Cancel" }).click();

  const question = page.getByRole("dialog", { name: "Cancel 3 runs?" });
  await expect(question.getByRole("listitem")).toHaveText(["3 running, will be cancelled, the turn is interrupted"]);
  await writeFile(end, ""); // it ends while somebody thinks
  await untilStatus(codi, faster, "completed");
  await question.getByRole("button", { name: "Cancel 3 runs" }).click();

  const answer = page.getByRole("dialog", { name: /2 of 3 runs/ });
  await expect(answer.getByRole("listitem")).toHaveCount(3);
  await expect(answer.getByRole("listitem").filter({ hasText: `${name} faster` })).toContainText(
    "A run that is completed cannot be cancelled.",
  );
  for (const runId of others) await untilStatus(codi, runId, "cancelled");
  await expect(answer.getByRole("listitem").filter({ hasText: /Cancelled/ })).toHaveCount(2);
  await answer.getByRole("button", { name: "Done" }).click();
  await expect(bar).toBeHidden();
  expect((await readRun(codi, faster)).status).toBe("completed");
});

test("from the list to a cancelled run without a pointer", async ({ page, codi }) => {
  const name = `Keys ${randomUUID()}`;
  const [kept, doomed] = [
    await startRun(codi, { command: ["sleep", "300"], name: `${name} kept` }),
    await startRun(codi, { command: ["sleep", "300"], name: `${name} doomed` }),
  ];
  for (const runId of [kept, doomed]) await untilStatus(codi, runId, "running");
  await openList(page, listOf(name));
  await page.keyboard.press("j");
  await expect(rowOf(page, doomed).getByRole("link")).toBeFocused();
  await page.keyboard.press("x");
  await expect(rowOf(page, doomed).getByRole("checkbox")).toBeChecked();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("toolbar", { name: "Selected runs" })).toContainText("2 selected");
  await page.keyboard.press("k");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("toolbar", { name: "Selected runs" })).toBeHidden();
  await page.keyboard.press("x");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "Cancel this run?" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(rowOf(page, doomed)).toHaveAttribute("data-status", "cancelled");
  expect((await readRun(codi, kept)).status).toBe("running");

  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await expect(page).toHaveURL(new RegExp(`/runs/${kept}\\?q=`));
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

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("runs are cards, filtered from a sheet and cancelled from a selection", async ({ page, codi }) => {
    const name = `Carded ${randomUUID()}`;
    const runId = await startRun(codi, { command: ["sleep", "300"], name });
    await untilStatus(codi, runId, "running");
    await openList(page, listOf(name));
    await expect(page.getByRole("table")).toBeHidden();
    const card = page.getByTestId("run-card").and(page.locator(`[data-run="${runId}"]`));
    await expect(card).toContainText("Running");
    const size = await card.boundingBox();
    expect(size?.width).toBe(390 - 2 * 16);

    await page.getByRole("button", { name: "Filter · 1" }).tap();
    const sheet = page.getByRole("dialog", { name: "Filter" });
    await sheet.getByRole("checkbox", { name: "Failed" }).tap();
    await sheet.getByRole("button", { name: "Show the runs" }).tap();
    await expect(page.getByRole("heading", { name: "No run matches these two filters" })).toBeVisible();
    await page.getByRole("button", { name: "Remove the filter status" }).tap();

    await page.getByRole("button", { name: "Select" }).tap();
    await card.getByRole("checkbox").tap();
    const bar = page.getByRole("toolbar", { name: "Selected runs" });
    await expect(bar).toContainText("1 selected");
    await bar.getByRole("button", { name: "Cancel" }).tap();
    await page.getByRole("dialog", { name: "Cancel this run?" }).getByRole("button", { name: "Cancel the run" }).tap();
    await expect(card).toHaveAttribute("data-status", "cancelled");
  });
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
