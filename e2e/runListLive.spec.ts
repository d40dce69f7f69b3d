/** The list while things happen: rows follow their runs, and none of them moves. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { startRun, untilStatus } from "./support/runs.ts";
import { linksIn, rowOf, listOf, openList } from "./support/runList.ts";

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
