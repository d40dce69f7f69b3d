/** What was typed into the form lasts: as a draft, as a link, as the values of an earlier run, as a command. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";
import { mission, startButton, rail, fillForm, startedRun } from "./support/startForm.ts";

test("a draft outlives a reload and a visit elsewhere, without the values of variables", async ({ page, codi }) => {
  const { profile } = await fillForm(page, codi);
  await page.getByRole("checkbox", { name: "Turns reach" }).uncheck();
  await page.getByText("Check, documents, watched files, environment, own prompt").click();
  await page.getByRole("button", { name: "Add a variable" }).click();
  await page.getByLabel("Name of variable 1").fill("TOKEN");
  await page.getByLabel("Value of variable 1").fill("s3cret-value");
  await expect(page.getByText(/^Draft kept \d\d:\d\d$/)).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(localStorage)), "what the browser keeps").not.toContain("s3cret");

  await page.reload();
  await expect(page.getByLabel("Mission")).toHaveValue(mission);
  await expect(page.getByLabel("Profile")).toHaveValue(profile);
  await expect(page.getByRole("checkbox", { name: "Turns reach" })).not.toBeChecked();
  await expect(page.getByLabel("Name of variable 1")).toHaveValue("TOKEN");
  await expect(page.getByLabel("Value of variable 1")).toHaveValue("");
  await startButton(page).click();
  await expect(page.getByLabel("Name of variable 1")).toHaveAccessibleDescription(/TOKEN has lost its value/);

  await page.getByRole("link", { name: "Runs", exact: true }).first().click();
  await expect(page).toHaveURL(/\/runs$/);
  await page.goBack();
  await expect(page.getByLabel("Mission")).toHaveValue(mission);

  await page.getByRole("button", { name: "Clear draft" }).click();
  await expect(page.getByLabel("Mission")).toHaveValue("");
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(page.getByLabel("Mission")).toHaveValue(mission);
});

test("the form as a link opens filled, for somebody else, with what was taken away still away", async ({
  page,
  context,
  browser,
  baseURL,
  codi,
  watchConsole,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { folder, profile } = await fillForm(page, codi);
  await page.getByRole("checkbox", { name: "Turns reach" }).uncheck();
  await page.getByLabel("Command of the check").fill("npm test -- --run 'a b'");
  await page.getByRole("radio", { name: "Read only" }).check();
  await page.getByLabel("Labels").fill("flaky,");
  await page.getByRole("button", { name: "Copy as link" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  watchConsole(other);
  const opened = await other.newPage();
  await goAlive(opened, link);
  await expect(opened.getByLabel("Mission")).toHaveValue(mission);
  await expect(opened.getByLabel("Working folder")).toHaveValue(folder);
  await expect(opened.getByLabel("Profile")).toHaveValue(profile);
  await expect(opened.getByLabel("Command of the check")).toHaveValue("npm test -- --run 'a b'");
  await expect(opened.getByRole("checkbox", { name: "Check passes" })).toBeChecked();
  await expect(opened.getByRole("checkbox", { name: "Turns reach" })).not.toBeChecked();
  await expect(opened.getByRole("radio", { name: "Read only" })).toBeChecked();
  await expect(opened.getByRole("button", { name: "Remove label flaky" })).toBeVisible();
  await other.close();
});

test("a form is filled from a run by its number, and the new run knows its parent", async ({ page, codi }) => {
  const runId = await startRun(codi, {
    command: ["echo", "again"],
    mission,
    labels: ["flaky"],
    maxTurns: 1,
    limits: { wallSec: 7_200 },
  });
  const first = await untilStatus(codi, runId, "completed");
  await goAlive(page, `/runs/new?from=${first.number}`);
  await expect(page.getByRole("banner").or(page.locator("header")).getByText("Filled from")).toBeVisible();
  await expect(page.getByRole("link", { name: String(first.number), exact: true })).toHaveAttribute(
    "href",
    `/runs/${runId}`,
  );
  await expect(page.getByLabel("Mission")).toHaveValue(mission);
  await expect(page.getByLabel("Time of the run", { exact: true })).toHaveValue("2");
  await expect(page.getByLabel("Unit: Time of the run")).toHaveValue("h");
  await expect(page.getByRole("button", { name: "Remove label flaky" })).toBeVisible();

  await startButton(page).click();
  const again = await readRun(codi, await startedRun(page));
  expect(again).toMatchObject({ parentRun: runId, epicId: first.epicId, labels: ["flaky"] });
  expect(again.config.limits).toEqual(first.config.limits);

  await goAlive(page, "/runs/new?from=999999999");
  await expect(page.getByText("There is no run 999999999")).toBeVisible();
});

test("the command for a terminal starts the same run", async ({ page, codi }) => {
  const { folder, profile } = await fillForm(page, codi);
  await page.getByLabel("Mission").fill("It's 'quoted' & $HOME stays\n\n\\n is no line break");
  const terminal = rail(page).getByLabel("The same from a terminal", { exact: true });
  await expect(terminal).toContainText(codi.baseUrl);
  const { stdout } = await promisify(execFile)("sh", ["-c", (await terminal.textContent()) ?? ""]);
  const { runId } = JSON.parse(stdout) as { runId: string };
  const { config } = await readRun(codi, runId);
  expect(config).toMatchObject({
    mission: "It's 'quoted' & $HOME stays\n\n\\n is no line break",
    workingDir: folder,
    profile,
    maxTurns: 1,
  });
});
