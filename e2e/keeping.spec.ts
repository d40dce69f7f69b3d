/** How long a log is kept, as the page of a run says it: pinned, or removed and when. */
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import { removedRun } from "./support/removedRun.ts";
import { runPage } from "./support/runPage.ts";
import { settledRun } from "./support/runs.ts";
import { currentTab, tabs } from "./support/runTabs.ts";

const sentence = /The log of this run was removed on \d{4}-\d\d-\d\d \d\d:\d\d, 40 days after it ended\./;

test("a run is pinned from its menu, says so, and the pin is taken back there", async ({ page, codi }) => {
  await goAlive(page, `/runs/${await settledRun(codi)}`);
  const run = runPage(page);
  const messages = page.getByRole("region", { name: /^Messages/ });
  const mark = run.head.getByRole("definition").getByText("pinned", { exact: true });
  await expect(mark).toHaveCount(0);
  await run.button("More").click();
  await page.getByRole("menuitem", { name: /^Pin\b/ }).click();
  await expect(messages.getByText("Its log is kept, however old it gets.")).toBeVisible();
  await expect(mark).toBeVisible();
  await page.reload();
  await expect(mark).toBeVisible();
  await goAlive(page, page.url());
  await run.button("More").click();
  await page.getByRole("menuitem", { name: "Unpin" }).click();
  await expect(mark).toHaveCount(0);
});

test("a run whose log was removed says when in its place, and shows what is here still", async ({ page, codi }) => {
  const runId = await removedRun(codi, { maxTurns: 2 });
  await goAlive(page, `/runs/${runId}`);
  const removed = page.getByTestId("removed-log");
  await expect(removed).toHaveText(sentence);
  await expect(page.getByTestId("live-pill")).toHaveText(/^Ended \d\d:\d\d$/);
  await expect(runPage(page).head.getByText(/^Done after 2 turns\./)).toBeVisible();
  await expect(runPage(page).head.getByText(/^Testsunknown$/)).toBeVisible(); // not "none"
  for (const tab of ["Log", "Prompt"]) {
    await tabs(page).getByRole("link", { name: tab }).click();
    await expect(currentTab(page)).toHaveText(tab);
    await expect(removed).toHaveText(sentence);
  }
  await page.reload();
  await expect(removed).toHaveText(sentence);
  await goAlive(page, page.url());
  await removed.getByRole("button", { name: "Show its turns" }).click();
  await expect(page.getByTestId("turns").locator("[data-turn]")).toHaveCount(2);
  await tabs(page).getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByText(/^Since .* What happened until it ended was removed with its log on/)).toBeVisible();
  await expect(page.getByTestId("timeline").getByRole("listitem")).toHaveCount(2);
  await runPage(page).button("More").click();
  await expect(page.getByRole("menuitem", { name: /^Pin\b/ })).toBeDisabled();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a removed log is said to be removed", async ({ page, codi }) => {
    await page.goto(`/runs/${await removedRun(codi)}?tab=log`);
    await expect(page.getByTestId("removed-log")).toHaveText(sentence);
  });
});
