/** Runs are acted on from the list: many at once, by keys alone, with a thumb. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";
import { rowOf, listOf, openList } from "./support/runList.ts";

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
