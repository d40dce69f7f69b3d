/** The transcript of a run: what a program reports about itself, read while it grows. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";

/** Reports a test run a step: `first` of them at once, then one every 50 ms until the file is there, or for a minute. */
function steps(first: number, until: string): string[] {
  const program = `
    const { existsSync } = require("node:fs");
    let n = 0;
    const step = () => {
      n += 1;
      const summary = { passed: n, failed: n === 2 ? 1 : 0, skipped: 0 };
      const event = { type: "test_run_completed", command: "step " + n, exitCode: n === 2 ? 1 : 0, durationMs: 5, summary };
      console.log(JSON.stringify({ __cody_event__: event }));
    };
    for (let i = 0; i < ${first}; i += 1) step();
    const timer = setInterval(() => (n > ${first + 1_200} || existsSync(${JSON.stringify(until)}) ? clearInterval(timer) : step()), 50);`;
  return [process.execPath, "-e", program];
}

const transcript = (page: Page) => page.getByRole("list", { name: "Activity", exact: true });
const step = (page: Page, n: number) =>
  transcript(page)
    .getByRole("listitem")
    .filter({ has: page.getByText(`step ${n}`, { exact: true }) });

/** Where something stands on the screen. */
const topOf = (part: Locator) => part.evaluate((element) => Math.round(element.getBoundingClientRect().top));

test("tests that a program reports are cards with their counts, and its output leads to the log", async ({
  page,
  codi,
}) => {
  const done = join(await codi.newWorkspace(), "done");
  await writeFile(done, "");
  const runId = await startRun(codi, { command: steps(3, done) });
  await untilStatus(codi, runId, "completed");
  await page.goto(`/runs/${runId}`);

  await expect(page.getByRole("heading", { name: "Turn 1 started" })).toBeVisible();
  await expect(step(page, 2)).toContainText("1 failed");
  await expect(step(page, 2)).toContainText("exit 1");
  await expect(step(page, 3)).toContainText("exit 0");
  await page.getByRole("button", { name: "Show prompt" }).click();
  await expect(page).toHaveURL(/tab=prompt/);
  await page.goBack();
  await page.getByRole("button", { name: "Open in log" }).first().click();
  await expect(page.getByRole("log")).toBeVisible();
});

test("a page without scripts has the transcript", async ({ browser, baseURL, codi, watchConsole }) => {
  const done = join(await codi.newWorkspace(), "done");
  await writeFile(done, "");
  const runId = await startRun(codi, { command: steps(3, done) });
  await untilStatus(codi, runId, "completed");
  const context = await browser.newContext({ ...(baseURL && { baseURL }), javaScriptEnabled: false });
  watchConsole(context);
  const page = await context.newPage();
  await page.goto(`/runs/${runId}`);
  await expect(step(page, 3)).toBeVisible();
  await context.close();
});

test("what comes does not move what is read; from the end it is followed", async ({ page, codi }) => {
  const done = join(await codi.newWorkspace(), "done");
  const runId = await startRun(codi, { command: steps(60, done) });
  await page.goto(`/runs/${runId}`);
  await expect(step(page, 60)).toBeAttached();

  await step(page, 20).scrollIntoViewIfNeeded();
  const before = await topOf(step(page, 20));
  await expect(page.getByRole("button", { name: /^\d+ new$/ })).toBeVisible();
  const seen = await transcript(page).getByRole("listitem").count();
  await expect.poll(() => transcript(page).getByRole("listitem").count()).toBeGreaterThan(seen + 5);
  expect(await topOf(step(page, 20))).toBe(before);

  await page.getByRole("button", { name: /^\d+ new$/ }).click();
  const last = transcript(page).getByRole("listitem").last();
  await expect(page.getByRole("button", { name: /new$|^To the end$/ })).toHaveCount(0);
  const followed = await last.getAttribute("data-seq");
  await expect.poll(() => last.getAttribute("data-seq")).not.toBe(followed);
  await expect(last).toBeInViewport();
  await writeFile(done, "");
  await untilStatus(codi, runId, "completed");
});

test("of a long run the newest part is drawn, and earlier parts come without moving it", async ({ page, codi }) => {
  const done = join(await codi.newWorkspace(), "done");
  await writeFile(done, "");
  const runId = await startRun(codi, { command: steps(450, done) });
  await untilStatus(codi, runId, "completed");
  await page.goto(`/runs/${runId}`);
  await expect(step(page, 450)).toBeAttached();
  await expect(step(page, 1)).toHaveCount(0);

  const earlier = page.getByRole("button", { name: /^Show \d+ earlier$/ });
  await earlier.scrollIntoViewIfNeeded();
  const first = await transcript(page).getByRole("listitem").first().getAttribute("data-seq");
  const mark = transcript(page).locator(`[data-seq="${first}"]`).first();
  const before = await topOf(mark);
  await earlier.click();
  await expect(transcript(page).getByRole("listitem").first()).not.toHaveAttribute("data-seq", String(first));
  expect(Math.abs((await topOf(mark)) - before)).toBeLessThanOrEqual(1);
});

test("a run that goes on opens at the turn it is in, and the turns before come on request", async ({ page, codi }) => {
  const folder = await codi.newWorkspace();
  const counted = `const { appendFileSync, readFileSync } = require("node:fs"); appendFileSync("turns", "t"); if (readFileSync("turns", "utf8").length > 2) setTimeout(() => {}, 60000);`;
  const command = [process.execPath, "-e", counted];
  const runId = await startRun(codi, { command, workingDir: folder, maxTurns: 5 });
  await expect.poll(async () => (await readRun(codi, runId)).currentTurn).toBe(3);
  await page.goto(`/runs/${runId}`);

  const started = (turn: number) => page.getByRole("heading", { name: `Turn ${turn} started` });
  await expect(started(3)).toBeInViewport();
  await expect(started(1)).toHaveCount(0);
  await page.getByRole("button", { name: /^Show \d+ earlier$/ }).click();
  await expect(started(1)).toBeVisible();
  await expect(started(2)).toBeAttached();
});

test("from the end it is followed also when the last entry grows", async ({ page, codi }) => {
  const end = join(await codi.newWorkspace(), "end");
  const prints = `let n = 0; const { existsSync } = require("node:fs");
    const timer = setInterval(() => { console.log("grown line " + (n += 1)); if (existsSync(${JSON.stringify(end)})) clearInterval(timer); }, 20);`;
  const runId = await startRun(codi, { command: [process.execPath, "-e", prints] });
  await page.setViewportSize({ width: 1280, height: 480 });
  await page.goto(`/runs/${runId}`);
  await expect(transcript(page)).toContainText("grown line 20");
  const toEnd = page.getByRole("button", { name: /new$|^To the end$/ });
  await toEnd.click();
  await expect(toEnd).toHaveCount(0);
  const line = Number(/grown line (\d+)(?!.*grown line)/s.exec(await transcript(page).innerText())?.[1]);
  await expect(transcript(page)).toContainText(`grown line ${line + 60}`);
  await expect(toEnd).toHaveCount(0);
  await writeFile(end, "");
  await untilStatus(codi, runId, "completed");
});
