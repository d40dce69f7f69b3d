/** A run is acted on from its page, and each action says what it did. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { runPage } from "./support/runPage.ts";
import { cancelOverRest, readRun, settledRun, startRun, untilStatus } from "./support/runs.ts";
import { currentTab } from "./support/runTabs.ts";

const messages = (page: Page) => page.getByRole("region", { name: /^Messages/ });

test("each action says what it did, and a pause is taken back from its own message", async ({ page, codi }) => {
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end), maxTurns: 9 });
  await goAlive(page, `/runs/${runId}`);
  const run = runPage(page);
  await run.untilReceived(5);

  await run.button("Pause after turn").click();
  await expect(messages(page).getByText("Pausing after turn 1")).toBeVisible();
  await messages(page).getByRole("button", { name: "Resume" }).click();
  await expect(messages(page).getByText("The pause is taken back.")).toBeVisible();
  await expect(run.status("Running")).toBeVisible();

  await run.button("Stop after turn").click();
  await expect(messages(page).getByText("Stops after turn 1")).toBeVisible();
  await expect(run.button("Stops after this turn")).toBeDisabled();

  await page.keyboard.press("c");
  await page.getByRole("alertdialog", { name: "Cancel this run?" }).getByRole("button", { name: "Keep it" }).click();
  await page.keyboard.press("c");
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the run" }).click();
  await expect(messages(page).getByText("Cancelling")).toBeVisible();
  await expect(run.status("Cancelled")).toBeVisible();
});

test("the question about a cancel offers to let the turn finish instead", async ({ page, codi }) => {
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end), maxTurns: 9 });
  await goAlive(page, `/runs/${runId}`);
  const run = runPage(page);
  await run.untilReceived(5);
  await run.button("Cancel").click();
  const question = page.getByRole("alertdialog", { name: "Cancel this run?" });
  await expect(question.getByText(/^Turn 1 is interrupted/)).toBeVisible();
  await question.getByRole("button", { name: "Stop after turn" }).click();
  await expect(question).toBeHidden();
  await expect(run.button("Stops after this turn")).toBeDisabled();
  await writeFile(end, "");
  await expect(run.status("Completed")).toBeVisible();
});

test.describe("somebody else was faster", () => {
  test.use({ expectedOnConsole: [/status of 409/] });

  test("the refusal says who and what, and that nothing was changed", async ({ page, codi }) => {
    const runId = await startRun(codi, { command: ["sleep", "300"] });
    await untilStatus(codi, runId, "running");
    await goAlive(page, `/runs/${runId}`);
    const run = runPage(page);
    await run.untilComplete("Live");
    await page.route(/runs\.control/, async (route) => {
      await cancelOverRest(codi, runId);
      await route.continue();
    });
    await run.button("Pause after turn").click();
    await expect(messages(page).getByText("Not paused")).toBeVisible();
    await expect(messages(page).getByText(/^local cancelled it .* before you\. Nothing was changed\.$/)).toBeVisible();
    await expect(run.status("Cancelled")).toBeVisible();
  });
});

test("a failed run says why, and leads to the line and to another start", async ({ page, codi }) => {
  const runId = await startRun(codi, { command: fake("dies", "3"), name: "Fails at once" });
  await untilStatus(codi, runId, "failed");
  await goAlive(page, `/runs/${runId}`);
  const run = runPage(page);
  await expect(run.head.getByText("Failed.")).toBeVisible();
  await run.button("Open the log at the error").click();
  await expect(currentTab(page)).toHaveText(/^Log/);
  await expect(page).toHaveURL(/line=\d+/);
});

test("start again opens the form filled with what the run was started with", async ({ page, codi }) => {
  const mission = `Say it once more ${randomUUID()}`;
  const runId = await settledRun(codi, { mission, name: "Started again" });
  const { number } = await readRun(codi, runId);
  await goAlive(page, `/runs/${number}`);
  await expect(page).toHaveURL(`/runs/${runId}`);
  await page.getByRole("link", { name: "Start again" }).click();
  await expect(page).toHaveURL(`/runs/new?from=${runId}`);
  await expect(page.getByRole("textbox", { name: /mission/i })).toHaveValue(mission);
});

test("what one takes along from a run is copied and said", async ({ page, context, codi }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const runId = await settledRun(codi);
  await goAlive(page, `/runs/${runId}`);
  const run = runPage(page);
  await run.untilComplete("Ended");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await run.button("More").click();
  await page.getByRole("menuitem", { name: /^Copy curl/ }).click();
  await expect(messages(page).getByText("Copied the curl")).toBeVisible();
  expect(await copied()).toBe(`curl -s ${codi.baseUrl}/api/runs/${runId}`);
  await page.keyboard.press("y");
  await page.keyboard.press("i");
  await expect(messages(page).getByText("Copied the id")).toBeVisible();
  expect(await copied()).toBe(runId);
});
