/** Somebody looks who works on what, and why something waits. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { RunSummary, WorkerView } from "#server/domain/run.ts";
import { changeAnswers, dropAnswers } from "./support/changedAnswers.ts";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { startRun, untilStatus } from "./support/runs.ts";

const reading = (page: Page, label: string) =>
  page.getByRole("main").getByRole("term").filter({ hasText: label }).locator("..");
const table = (page: Page) => page.getByRole("table", { name: "Workers by host" });
const waiting = (page: Page) => page.getByRole("region", { name: "Waiting turns" });

test("a running turn stands in a slot, and a waiting one with the one reason it waits for", async ({ page, codi }) => {
  const tag = randomUUID().slice(0, 8);
  const running = await startRun(codi, { command: ["sleep", "60"], name: `Works ${tag}` });
  const between = await startRun(codi, { command: ["true"], name: `Waits ${tag}`, maxTurns: 3, loopDelaySec: 600 });
  const { number } = await untilStatus(codi, running, "running");
  await page.goto("/fleet");

  const slot = table(page).getByRole("link", { name: `Works ${tag}` });
  await expect(slot).toContainText(String(number));
  await expect(slot).toContainText(/turn 1, \d+s/);
  await expect(reading(page, "Workers online")).toContainText(/^Workers online[1-9]/);
  await expect(reading(page, "Slots in use")).toContainText(/[1-9]\d* ?of [1-9]/);
  await expect(reading(page, "Redis and Postgres")).toContainText("healthy");

  const row = waiting(page).getByRole("link", { name: `Waits ${tag}` });
  await expect(row).toContainText("Waits out the delay between turns.");
  await expect(row).toContainText(/in \d+m \d\ds/);
  await expect(reading(page, "Turns waiting")).toContainText(/oldest/);

  await slot.click();
  await expect(page).toHaveURL(`/runs/${running}`);
  await page.goBack();
  await row.click();
  await expect(page).toHaveURL(`/runs/${between}`);
});

test("a slot is taken and left while somebody looks", async ({ page, codi }) => {
  const name = `Comes and goes ${randomUUID().slice(0, 8)}`;
  await page.goto("/fleet");
  await expect(table(page)).toBeVisible();
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end), name });
  await expect(table(page).getByRole("link", { name })).toBeVisible();
  await writeFile(end, "");
  await untilStatus(codi, runId, "completed");
  await expect(table(page).getByRole("link", { name })).toBeHidden();
});

test("workers that drain or are gone are called that, and where none is left the way on is said", async ({ page }) => {
  const answers: { change: (workers: WorkerView[]) => WorkerView[] } = { change: (workers) => workers };
  await page.goto("/fleet");
  await changeAnswers(page, "workers.list", (workers: WorkerView[]) => answers.change(workers));
  const worker = page.getByTestId("worker").first();
  await expect(worker).toContainText("online");

  answers.change = (workers) => workers.map((one) => ({ ...one, draining: one.online }));
  await expect(worker).toContainText("draining");
  await expect(worker).toContainText("takes nothing more");

  answers.change = (workers) => workers.map((one) => ({ ...one, online: false, doing: [] }));
  const workers = page.getByRole("region", { name: "Workers", exact: true });
  await expect(workers).toContainText("Every worker is gone.");
  await expect(workers).toContainText("Gone in the last hour");
  await expect(workers).toContainText(/last heard of at \d\d:\d\d:\d\d/);

  answers.change = () => [];
  await expect(page.getByRole("heading", { name: "No worker yet" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the command that starts the first worker" })).toBeVisible();
});

test.describe("while the server does not answer", () => {
  test.use({ expectedOnConsole: [/net::ERR_FAILED/] });

  test("what was known stays, the page says so, and goes on when it can", async ({ page }) => {
    await page.goto("/fleet");
    await expect(table(page)).toBeVisible();
    const restore = await dropAnswers(page, "workers.list");
    const error = page.getByRole("alert").filter({ hasText: "The fleet could not be brought up to date." });
    await expect(page.getByRole("status").filter({ hasText: "Reconnecting" })).toBeVisible();
    await expect(table(page)).toBeVisible();
    await error.getByRole("button", { name: "Try again" }).click();
    await expect(error).toBeVisible();
    await restore();
    await expect(error).toBeHidden();
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
  });
});

test.describe("a panel that cannot be drawn", () => {
  test.use({ expectedOnConsole: [/./] }); // React reports it

  test("takes nothing with it, and is there again when it can be", async ({ page, codi }) => {
    const name = `Breaks ${randomUUID().slice(0, 8)}`;
    await startRun(codi, { command: ["true"], name, maxTurns: 3, loopDelaySec: 600 });
    await page.goto("/fleet");
    await expect(waiting(page).getByRole("link", { name })).toBeVisible();
    const restore = await changeAnswers(page, "runs.waiting", (runs: RunSummary[]) =>
      runs.map((run) => ({ ...run, name: { not: "a text" } })),
    );
    const note = page.getByRole("alert").filter({ hasText: "The list of waiting turns could not be drawn" });
    await expect(note).toBeVisible();
    await expect(table(page)).toBeVisible();
    await expect(reading(page, "Turns waiting")).toBeVisible();
    await restore();
    await note.getByRole("button", { name: "Try again" }).press("Enter");
    await expect(waiting(page).getByRole("link", { name })).toBeVisible();
  });
});
