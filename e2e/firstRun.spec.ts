/** Somebody who has just installed Codi: the first page, the demo run, what it shows. */
import { join } from "node:path";
import { expect, test } from "./support/codi.ts";
import { runPage } from "./support/runPage.ts";
import { readEvents } from "./support/runs.ts";

test("one click in the empty run list starts the demo, and everybody can watch it to its verified end", async ({
  page,
  codi,
}, testInfo) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "No runs yet" })).toBeVisible();
  await page.getByRole("button", { name: "Start the demo run" }).click();

  await expect(page).toHaveURL(/\/runs\/r_[0-9a-f-]{36}$/);
  const run = runPage(page);
  await expect(run.head.getByRole("heading", { name: "Round prices the way the shop prints them" })).toBeVisible();
  await expect(run.head.getByText("Demo: the model is scripted")).toBeVisible();
  await expect(run.status("Running")).toBeVisible();

  // While it happens: the new tests fail in the first turn and pass in the third.
  const activity = page.getByRole("list", { name: "Activity", exact: true });
  await expect(activity.getByText("Two rows of the README are not covered.")).toBeVisible();
  await page.getByRole("navigation", { name: "Parts of the run" }).getByRole("link", { name: /^Log/ }).click();
  await expect(run.log.getByText(/^. fail 2$/).first()).toBeVisible();
  await expect(run.log.getByRole("heading", { name: "Turn 3" })).toBeVisible({ timeout: 30_000 });
  const passing = run.log.getByRole("button", { name: /node --test --test-reporter=spec .*exit 0/ });
  await expect(passing).toBeVisible();

  await expect(run.status("Completed")).toBeVisible({ timeout: 30_000 });
  await expect(run.head.getByTestId("run-outcome")).toHaveText("Verified");
  await expect(run.head.getByText("Done after 3 turns.")).toBeVisible();
  await expect(run.head.getByText("The agent created its stop file")).toBeVisible();
  await run.untilComplete("Ended");
  const runId = /r_[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";
  expect(await run.seqs()).toEqual((await readEvents(codi, runId)).map((event) => event.seq));

  await page.screenshot({ path: join(testInfo.project.outputDir, "demo-run.png") });
  await passing.click();
  await expect(run.log.getByText(/^. pass 4$/)).toBeVisible();

  await page.getByRole("navigation", { name: "Parts of the run" }).getByRole("link", { name: "Turns" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Verified" })).toHaveCount(1);
  await expect(page.getByRole("row")).toHaveCount(1 + 3);

  await page.getByRole("link", { name: "Prompt" }).click();
  await expect(page.getByLabel("Prompt of turn 3", { exact: true })).toContainText(
    "Round prices the way the shop prints them",
  );

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Runs/ }).click();
  const row = page.getByRole("row").filter({ hasText: "Round prices the way the shop prints them" });
  await expect(row).toContainText("Completed");
  await expect(row).toContainText("Verified");
});
