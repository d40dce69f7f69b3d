/** A run is started from the form: mistakes are named at their field, and nothing that was typed is lost. */
import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import type { Codi } from "./support/codi.ts";
import { addProfile } from "./support/profiles.ts";
import { runPage } from "./support/runPage.ts";

const mission = "Tidy up the shelf\n\nEvery book stands upright.";

/** The form as somebody fills it for a command of their own. */
async function fillForm(page: Page, codi: Codi): Promise<{ folder: string }> {
  const folder = await realpath(await codi.newWorkspace());
  const profile = await addProfile(codi, ["echo", "all books stand upright"]);
  await page.goto("/runs/new");
  await page.getByLabel("Mission").fill(mission);
  await page.getByLabel("Working folder").fill(folder);
  await page.getByLabel("Profile").selectOption(profile);
  await page.getByLabel("Turns reach").fill("1");
  return { folder };
}

const startButton = (page: Page) => page.getByRole("button", { name: "Start the run", exact: true });

test("somebody fills the form, looks at the prompt, starts, and is taken to the run", async ({ page, codi }) => {
  const { folder } = await fillForm(page, codi);

  await page.getByRole("button", { name: "Show command and prompt" }).click();
  const preview = page.getByRole("complementary", { name: "Preview" });
  await expect(preview.getByLabel("Prompt of turn 1", { exact: true })).toContainText(mission);
  await expect(preview.getByText(join(folder, ".cody-harness", "tidy-up-the-shelf"), { exact: true })).toBeVisible();

  await startButton(page).click();
  await expect(page).toHaveURL(/\/runs\/r_/);
  const run = runPage(page);
  await expect(run.head.getByRole("heading", { name: "Tidy up the shelf" })).toBeVisible();
  await expect(run.status("Completed")).toBeVisible();
  await expect(run.log.getByText("all books stand upright")).toBeVisible();
  await expect(run.head.getByText("It reached the turn limit.")).toBeVisible();

  await page.goto("/runs/new");
  await expect(page.getByLabel("Mission"), "the draft of a started mission").toHaveValue("");
});

test("a mistake is named at its field before anything is sent, and the text stays", async ({ page, codi }) => {
  await fillForm(page, codi);
  await page.getByLabel("Working folder").fill("books/shelf");
  await page.getByLabel("Log says").fill("done (");
  await startButton(page).click();

  await expect(page.getByLabel("Working folder")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Working folder")).toHaveAccessibleDescription(/absolute path/);
  await expect(page.getByLabel("Log says")).toHaveAccessibleDescription(/not a valid pattern/);
  await expect(page.getByText("2 fields need a look")).toBeVisible();
  await expect(page.getByLabel("Mission")).toHaveValue(mission);
  await expect(page.getByLabel("Log says")).toHaveValue("done (");
  await expect(page).toHaveURL(/\/runs\/new$/);

  await page.reload();
  await expect(page.getByLabel("Mission"), "the draft after a reload").toHaveValue(mission);
});

test("an untouched form is refused at its mission and its folder, and nothing starts", async ({ page, codi }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") asked.push(request.url());
  });
  await page.goto("/runs/new");
  await expect(page.getByLabel("Working folder")).toHaveValue("");
  await startButton(page).click();

  await expect(page.getByLabel("Mission")).toHaveAccessibleDescription(/^Say what should be true in the end/);
  await expect(page.getByLabel("Mission")).toBeFocused();
  await expect(page.getByLabel("Working folder")).toHaveAccessibleDescription(/^Name the folder/);
  await expect(page.getByText("2 fields need a look")).toBeVisible();
  await expect(page).toHaveURL(`${codi.baseUrl}/runs/new`);
  expect(asked, "what was sent").toEqual([]);
});

test.describe("what the server refuses", () => {
  test.use({ expectedOnConsole: [/the server responded with a status of (400|409)/] });

  test("a folder outside the allowed ones is named at its field", async ({ page, codi }) => {
    await fillForm(page, codi);
    await page.getByLabel("Working folder").fill("/etc");
    await startButton(page).click();
    await expect(page.getByLabel("Working folder")).toHaveAccessibleDescription(/under the allowed workspace roots/);
    await expect(page.getByText(`An existing folder below ${codi.workspaceRoot}`)).toBeVisible();
    await expect(page.getByLabel("Mission")).toHaveValue(mission);
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
    await expect(runPage(page).head.getByText("It reached the turn limit.")).toBeVisible();
  });
});
