/** The log of a run is read: where it opens, what it follows, how it looks, what folds in it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import { numbered, openLog, printedRun, quietRun, untilDrawn } from "./support/logView.ts";
import type { LogView } from "./support/logView.ts";

const topOf = (part: Locator) => part.evaluate((element) => element.getBoundingClientRect().top);
const heightOf = (part: Locator) => part.evaluate((element) => element.getBoundingClientRect().height);

async function expectEnd(log: LogView, last: string | RegExp): Promise<void> {
  await expect(log.body.getByText(last)).toBeInViewport();
  await expect(log.follow).toHaveAttribute("aria-pressed", "true");
  await expect(log.pill).toBeHidden();
  await expect(log.line("line 1")).not.toBeAttached();
  await expect.poll(log.below).toBe(0);
}

test("the log of a run that has ended opens at its end, and follows it", async ({ page, codi }) => {
  const runId = await printedRun(codi, numbered(1, 200));
  await expectEnd(await openLog(page, runId), /^run completed/);
});

test("the log of a run that is quiet opens at its end, too", async ({ page, codi }) => {
  const runId = await quietRun(codi, join(await codi.newWorkspace(), "more"));
  await expectEnd(await openLog(page, runId), "line 100");
});

test("new lines are followed; who scrolls up sees them counted, and what is read stays where it is", async ({
  page,
  codi,
}) => {
  const more = join(await codi.newWorkspace(), "more");
  const runId = await quietRun(codi, more);
  const log = await openLog(page, runId);
  await writeFile(more, "");
  await expect(log.line("line 103")).toBeInViewport();

  await log.body.hover();
  await page.mouse.wheel(0, -100);
  await expect(log.follow).toHaveAttribute("aria-pressed", "false");
  await expect(log.pill).toHaveAccessibleName("To the end");
  await expect.poll(log.below).toBe(100);
  const before = await topOf(log.line("line 93"));
  await writeFile(more, "");
  await expect(log.pill).toHaveAccessibleName("3 new");
  await writeFile(more, "");
  await expect(log.pill).toHaveAccessibleName("6 new");
  expect(await topOf(log.line("line 93"))).toBe(before);
  await expect(log.line("line 93")).toBeInViewport();

  await log.pill.click();
  await expect(log.pill).toBeHidden();
  await expect(log.follow).toHaveAttribute("aria-pressed", "true");
  await expect(log.line("line 109")).toBeInViewport();
  await writeFile(more, "");
  await expect(log.line("line 112")).toBeInViewport();

  await log.body.hover();
  await page.mouse.wheel(0, -100);
  await expect(log.pill).toBeVisible();
  await log.untilAtRest();
  await page.mouse.wheel(0, 200);
  await expect(log.follow, "at the bottom").toHaveAttribute("aria-pressed", "true");
});

test("keys that go up leave the end; End, L and the button lead back to it", async ({ page, codi }) => {
  const runId = await printedRun(codi, numbered(1, 200));
  const log = await openLog(page, runId);
  const isAtEnd = async () => {
    await log.untilAtRest();
    await expect(log.follow).toHaveAttribute("aria-pressed", "true");
    await expect(log.body.getByText(/^run completed/)).toBeInViewport();
  };
  for (const [up, back] of [
    ["PageUp", "End"],
    ["Home", "l"],
    ["ArrowUp", "l"],
  ] as const) {
    await isAtEnd();
    await log.body.press(up);
    await expect(log.follow, up).toHaveAttribute("aria-pressed", "false");
    await log.untilAtRest();
    if (up === "Home") await expect(log.line("line 1")).toBeInViewport();
    await page.keyboard.press(back);
  }
  await isAtEnd();
  await page.keyboard.press("l");
  await expect(log.follow).toHaveAttribute("aria-pressed", "false");
  await expect(log.pill).toBeVisible();
  await log.follow.click();
  await isAtEnd();
});

test("times and wrapping are chosen by button and key, and are remembered", async ({ page, codi }) => {
  const long = `long ${"and longer ".repeat(40)}end`;
  const runId = await printedRun(codi, ["short", long]);
  const log = await openLog(page, runId);
  const short = log.row("short");
  await expect(log.tool("Times: of day")).toHaveAttribute("aria-pressed", "true");
  await expect(short).toContainText(/\d\d:\d\d:\d\d/);

  await log.tool("Times: of day").click();
  await expect(log.tool("Times: since the turn began")).toBeVisible();
  await expect(short).toContainText(/\+\d+\.\ds/);
  await page.keyboard.press("t");
  await expect(log.tool("Times: off")).toHaveAttribute("aria-pressed", "false");
  await expect(short).toHaveText(/^\d+outshort$/);
  const wrap = log.tool("Wrap long lines");
  await expect(wrap).toHaveAttribute("aria-pressed", "false");
  expect(await heightOf(log.row(long))).toBe(await heightOf(short));
  await wrap.click();
  await expect.poll(() => heightOf(log.row(long))).toBeGreaterThan(2 * (await heightOf(short)));

  await page.reload();
  await untilDrawn(page);
  await expect(log.tool("Times: off")).toBeVisible();
  await expect(short).toHaveText(/^\d+outshort$/);
  await expect(wrap).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => heightOf(log.row(long))).toBeGreaterThan(2 * (await heightOf(short)));

  await page.keyboard.press("t");
  await expect(log.tool("Times: of day")).toBeVisible();
  await wrap.click();
  await expect.poll(() => heightOf(log.row(long))).toBe(await heightOf(short));
});

test("the log takes the whole screen, and Escape gives it back", async ({ page, codi }) => {
  const runId = await printedRun(codi, numbered(1, 100));
  const log = await openLog(page, runId);
  const full = log.tool("Full height");
  const usual = await heightOf(log.body);
  await full.click();
  await expect(full).toHaveAttribute("aria-pressed", "true");
  const height = page.viewportSize()?.height ?? 0;
  expect(await heightOf(log.body)).toBeGreaterThan(height - 100);
  await expect(log.body.getByText(/^run completed/)).toBeInViewport();

  await page.keyboard.press("Escape");
  await expect(full).toHaveAttribute("aria-pressed", "false");
  expect(await heightOf(log.body)).toBe(usual);
  await expect(log.body.getByText(/^run completed/)).toBeInViewport();
});
