/** A run is started from the form: it says what would happen, names mistakes at their field, and loses nothing that was typed. */
import { execFile } from "node:child_process";
import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import type { Codi } from "./support/codi.ts";
import { addProfile } from "./support/profiles.ts";
import { runPage } from "./support/runPage.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";

const mission = "Tidy up the shelf\n\nEvery book stands upright.";

const startButton = (page: Page) => page.getByRole("button", { name: "Start the run", exact: true });
const rail = (page: Page) => page.getByRole("complementary", { name: "What will happen" });
const summary = (page: Page, fields: string) =>
  page.getByRole("button", { name: `${fields} a look before this can start` });

/** The form as somebody fills it for a command of their own; it is theirs once scripts have come. */
async function fillForm(page: Page, codi: Codi): Promise<{ folder: string; profile: string }> {
  const folder = await realpath(await codi.newWorkspace());
  const profile = await addProfile(codi, ["echo", "all books stand upright"]);
  await goAlive(page, "/runs/new");
  await page.getByLabel("Mission").fill(mission);
  await page.getByLabel("Working folder").fill(folder);
  await page.getByLabel("Profile").selectOption(profile);
  await page.getByLabel("Number of turns").fill("1");
  return { folder, profile };
}

async function startedRun(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/runs\/r_/);
  return new URL(page.url()).pathname.replace("/runs/", "");
}

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

test("a folder is chosen by keyboard alone: filter, open, go up, use", async ({ page, codi }) => {
  const folder = await realpath(await codi.newWorkspace());
  for (const name of ["shelf/books", "shelf/maps", "attic", ".hidden"])
    await mkdir(join(folder, name), { recursive: true });
  await mkdir(join(folder, "shelf", "books", ".git"));
  await writeFile(join(folder, "a-file.txt"), "");
  await goAlive(page, `/runs/new?workingDir=${encodeURIComponent(folder)}`);

  const button = page.getByRole("button", { name: "Choose…" });
  await button.press("Enter");
  const picker = page.getByRole("dialog", { name: "Choose a folder" });
  const filter = picker.getByRole("combobox", { name: "Filter the folders" });
  await expect(filter).toBeFocused();
  await expect(picker.getByRole("option")).toHaveText(["attic", "shelf", ".hidden"]);

  await filter.pressSequentially("shel");
  await expect(picker.getByRole("option")).toHaveText(["shelf"]);
  await page.keyboard.press("Enter");
  await expect(picker.getByRole("option")).toHaveText([/^books\s*git$/, "maps"]);
  await page.keyboard.press("ArrowDown");
  await expect(picker.getByRole("option", { name: "maps" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(picker.getByText("No folder in here.")).toBeVisible();
  await page.keyboard.press("Backspace");
  await expect(picker.getByRole("option")).toHaveText([/^books/, "maps"]);
  await page.keyboard.press("ControlOrMeta+Enter");

  await expect(picker).toBeHidden();
  await expect(button).toBeFocused();
  await expect(page.getByLabel("Working folder")).toHaveValue(join(folder, "shelf"));
  await expect(page, "⌘↵ in the picker starts nothing").toHaveURL(/\/runs\/new/);
});

test("the picker shows what is allowed and nothing above it, and leaves the field alone when it is closed", async ({
  page,
  codi,
}) => {
  const folder = await realpath(await codi.newWorkspace());
  await mkdir(join(folder, "inner"));
  await goAlive(page, `/runs/new?workingDir=${encodeURIComponent(folder)}`);
  await page.getByRole("button", { name: "Choose…" }).click();
  const picker = page.getByRole("dialog", { name: "Choose a folder" });
  await picker.getByRole("option", { name: "inner" }).click();
  await expect(picker.getByText("No folder in here.")).toBeVisible();

  await picker.getByRole("button", { name: "Allowed folders" }).click();
  await expect(picker.getByRole("button", { name: "Up" })).toBeDisabled();
  await expect(picker.getByRole("button", { name: "Use this folder" })).toBeDisabled();
  const roots = await picker.getByRole("option").locator("bdi").allTextContents();
  expect(roots.filter((root) => folder.startsWith(`${root}/`))).toHaveLength(1);

  await page.keyboard.press("Escape");
  await expect(picker).toBeHidden();
  await expect(page.getByLabel("Working folder")).toHaveValue(folder);
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
