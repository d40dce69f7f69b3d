/** A run is started from the form: it says what would happen, names mistakes at their field, and keeps what was typed when it is refused. */
import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import { runPage } from "./support/runPage.ts";
import { readRun } from "./support/runs.ts";
import { mission, startButton, rail, fillForm, startedRun } from "./support/startForm.ts";

const summary = (page: Page, fields: string) =>
  page.getByRole("button", { name: `${fields} a look before this can start` });

test("somebody fills the form, reads the prompt, starts, and is taken to the run", async ({ page, codi }) => {
  const { folder } = await fillForm(page, codi);

  await expect(rail(page).getByText(join(folder, ".cody-harness", "tidy-up-the-shelf"), { exact: true })).toBeVisible();
  await expect(rail(page).getByText("As the worker executes it.")).toBeVisible();
  await expect(rail(page).getByLabel("Command of each turn", { exact: true })).toHaveText(
    "echo 'all books stand upright'",
  );
  await rail(page).getByRole("button", { name: "Read the whole prompt" }).click();
  const prompt = page.getByRole("dialog", { name: "Prompt of turn 1" });
  await expect(prompt.getByLabel("Text of the prompt")).toContainText(mission);
  await page.keyboard.press("Escape");
  await expect(prompt).toBeHidden();

  await startButton(page).click();
  await expect(page).toHaveURL(/\/runs\/r_/);
  const run = runPage(page);
  await expect(run.head.getByRole("heading", { name: "Tidy up the shelf" })).toBeVisible();
  await expect(run.status("Completed")).toBeVisible();

  await goAlive(page, "/runs/new");
  await expect(page.getByLabel("Mission"), "the draft of a started mission").toHaveValue("");
});

test("what a turn would execute follows every choice at once, and danger is said in words", async ({ page }) => {
  await goAlive(page, "/runs/new?workingDir=/srv/shop");
  const command = rail(page).getByLabel("Command of each turn", { exact: true });
  await expect(command).toContainText("--sandbox workspace-write");
  await expect(command).toContainText("-C /srv/shop -");

  await page.getByRole("radiogroup", { name: "Effort" }).getByRole("radio", { name: "High", exact: true }).check();
  await page.getByLabel("Model").fill("gpt-5-codex");
  await expect(command).toContainText(`-c 'model_reasoning_effort="high"'`);
  await expect(command).toContainText("--model gpt-5-codex");

  const sandbox = page.getByRole("radiogroup", { name: "Sandbox" });
  await sandbox.getByRole("radio", { name: "Workspace" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(sandbox.getByRole("radio", { name: "Full access" })).toBeChecked();
  await expect(command).toContainText("--sandbox danger-full-access");
  await expect(sandbox).toHaveAccessibleDescription(/No sandbox: commands act as you/);
});

test("a mistake is named at its field in words before anything is sent, and the text stays", async ({ page, codi }) => {
  await fillForm(page, codi);
  await page.getByLabel("Working folder").fill("books/shelf");
  await page.getByLabel("Pattern in codys-log.md").fill("done (");
  await startButton(page).click();

  const folder = page.getByLabel("Working folder");
  const pattern = page.getByLabel("Pattern in codys-log.md");
  await expect(folder).toHaveAttribute("aria-invalid", "true");
  await expect(folder).toHaveAccessibleDescription(/absolute path/);
  await expect(folder).toBeFocused();
  await expect(pattern).toHaveAccessibleDescription(/The group at character 6 is never closed/);
  await expect(page.getByLabel("Mission")).toHaveValue(mission);
  await expect(pattern).toHaveValue("done (");
  await expect(page).toHaveURL(/\/runs\/new$/);

  await startButton(page).focus();
  await summary(page, "2 fields need").click();
  await expect(folder).toBeFocused();
  await pattern.fill("done");
  await expect(summary(page, "1 field needs")).toBeVisible();
  await expect(pattern).toHaveAttribute("aria-invalid", "false");
});

test("a pattern that cannot be one is named while somebody types, without a click", async ({ page, codi }) => {
  await fillForm(page, codi);
  await page.getByLabel("Pattern in codys-log.md").fill("*");
  await expect(page.getByRole("checkbox", { name: "Log says" })).toBeChecked();
  await expect(page.getByLabel("Pattern in codys-log.md")).toHaveAccessibleDescription(/Nothing stands before \*/);
  await expect(summary(page, "1 field needs")).toBeVisible();
});

test("an untouched form is refused at its mission and its folder, and nothing starts", async ({ page, codi }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") asked.push(request.url());
  });
  await goAlive(page, "/runs/new");
  await expect(page.getByLabel("Working folder")).toHaveValue("");
  await startButton(page).click();

  await expect(page.getByLabel("Mission")).toHaveAccessibleDescription(/^Say what should be true in the end/);
  await expect(page.getByLabel("Mission")).toBeFocused();
  await expect(page.getByLabel("Working folder")).toHaveAccessibleDescription(/^Name the folder/);
  await expect(summary(page, "2 fields need")).toBeVisible();
  await expect(page).toHaveURL(`${codi.baseUrl}/runs/new`);
  expect(asked, "what was sent").toEqual([]);
});

test("a condition that is taken away keeps its value and is sent as none; a time is sent in seconds", async ({
  page,
  codi,
}) => {
  const { profile } = await fillForm(page, codi);
  const turns = page.getByRole("checkbox", { name: "Turns reach" });
  await page.getByLabel("Command of the check").fill("true");
  await page.getByLabel("Time of the run", { exact: true }).fill("90");
  await page.getByLabel("Unit: Time of the run").selectOption("minutes");
  await page.getByLabel("Time of one turn", { exact: true }).fill("2");
  await page.getByRole("checkbox", { name: "One turn takes" }).uncheck();
  await turns.uncheck();
  await expect(page.getByLabel("Number of turns")).toHaveValue("1");
  await expect(turns).toHaveAccessibleDescription(/no limit of turns/);
  for (const name of ["Tokens reach", "No progress for"]) {
    await expect(page.getByRole("checkbox", { name })).toBeDisabled();
    await expect(page.getByRole("checkbox", { name })).toHaveAccessibleDescription(/not available yet/i);
  }

  await startButton(page).click();
  const { config } = await readRun(codi, await startedRun(page));
  expect(config).toMatchObject({
    profile,
    maxTurns: null,
    completion: { pattern: null },
    check: { command: "true" },
    limits: { wallSec: 5_400, turnSec: null },
  });
});

test("⌘↵ starts from anywhere in the form, with the label that was not yet added", async ({ page, codi }) => {
  await fillForm(page, codi);
  const labels = page.getByLabel("Labels");
  await labels.pressSequentially("flaky,");
  await labels.pressSequentially("wrong");
  await labels.press("Enter");
  await expect(page.getByRole("button", { name: /^Remove label / })).toHaveCount(2);
  await page.getByRole("button", { name: "Remove label wrong" }).click();
  await labels.pressSequentially("nightly");
  await labels.press("ControlOrMeta+Enter");
  const run = await readRun(codi, await startedRun(page));
  expect(run.labels).toEqual(["flaky", "nightly"]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("the start stays in reach of a thumb, and a folder can be chosen", async ({ page, codi }) => {
    const folder = await realpath(await codi.newWorkspace());
    await mkdir(join(folder, "shelf"));
    await goAlive(page, `/runs/new?workingDir=${encodeURIComponent(folder)}`);
    await expect(startButton(page)).toBeInViewport({ ratio: 1 });
    expect((await startButton(page).boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await page.getByRole("button", { name: "Choose…" }).tap();
    const picker = page.getByRole("dialog", { name: "Choose a folder" });
    const option = picker.getByRole("option", { name: "shelf" });
    await expect(option).toBeVisible();
    expect((await option.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await option.tap();
    await expect(picker.getByText("No folder in here.")).toBeVisible();
    await picker.getByRole("button", { name: "Use this folder" }).tap();
    await expect(page.getByLabel("Working folder")).toHaveValue(join(folder, "shelf"));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

test.describe("what the server refuses", () => {
  test.use({ expectedOnConsole: [/the server responded with a status of (400|409)/] });

  test("a folder outside the allowed ones is named at its field", async ({ page, codi }) => {
    await fillForm(page, codi);
    await page.getByLabel("Working folder").fill("/etc");
    await startButton(page).click();
    await expect(page.getByLabel("Working folder")).toHaveAccessibleDescription(/under the allowed workspace roots/);
    await expect(page.getByLabel("Working folder")).toBeFocused();
    await expect(page.getByLabel("Mission")).toHaveValue(mission);
    await expect(rail(page).getByText(/must be an existing folder/i)).toBeVisible();
  });

  test("the demo's profile is refused for a folder of one's own, before anything is started", async ({
    page,
    codi,
  }) => {
    await fillForm(page, codi);
    await page.getByLabel("Profile").selectOption("demo");
    const profile = page.getByLabel("Profile");
    await expect(profile).toHaveAccessibleDescription(/Works only in the project that the demo makes for itself/);
    await expect(profile).toHaveAttribute("aria-invalid", "true");
    await expect(summary(page, "1 field needs")).toBeVisible();
  });

  test("a stop file of an earlier run is named, and one click removes it and starts", async ({ page, codi }) => {
    const { folder } = await fillForm(page, codi);
    const epic = join(folder, ".cody-harness", "tidy-up-the-shelf");
    await mkdir(epic, { recursive: true });
    await writeFile(join(epic, ".stop"), "");

    await startButton(page).click();
    await expect(page.getByText("A stop file is there.")).toBeVisible();

    await page.getByLabel("Epic").fill("another-shelf");
    await expect(page.getByText("A stop file is there."), "of an epic that is no longer asked for").toBeHidden();
    await page.getByLabel("Epic").fill("tidy-up-the-shelf");
    await page.getByRole("button", { name: "Remove the stop file and start" }).click();
    await expect(page).toHaveURL(/\/runs\/r_/);
    await expect(runPage(page).status("Completed")).toBeVisible();
  });
});
