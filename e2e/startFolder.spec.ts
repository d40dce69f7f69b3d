/** The folder of a run is chosen from what is allowed. */
import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";

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
