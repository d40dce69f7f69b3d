/** One stream a tab, none in a hidden one: browsers give all tabs of a site six connections together over HTTP/1.1. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { openRun, runPage } from "./support/runPage.ts";
import { readEvents, startRun, untilStatus } from "./support/runs.ts";

/** Counts the streams that the page holds open, and the most it ever held. */
async function countStreams(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counts = { open: 0, most: 0, ever: 0 };
    const Real = window.EventSource;
    class Counted extends Real {
      constructor(...given: ConstructorParameters<typeof EventSource>) {
        super(...given);
        counts.open += 1;
        counts.ever += 1;
        counts.most = Math.max(counts.most, counts.open);
      }
      override close(): void {
        if (this.readyState !== Real.CLOSED) counts.open -= 1;
        super.close();
      }
    }
    Object.assign(window, { EventSource: Counted, streamCounts: counts });
  });
}

const streams = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { streamCounts: { open: number; most: number; ever: number } }).streamCounts,
  );

/** As a browser does it when another tab comes in front. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    hidden ? "hidden" : "visible",
  );

const isLive = (page: Page) => expect(page.getByText(/^Live/).and(page.locator(":visible")).first()).toBeVisible();

test("whatever page a tab goes to, it holds one stream", async ({ page, codi }) => {
  const name = "Visited with one stream";
  const runId = await startRun(codi, { command: ["sleep", "300"], name });
  await untilStatus(codi, runId, "running");
  await countStreams(page);
  await page.goto("/runs");
  await isLive(page);
  expect(await streams(page)).toMatchObject({ open: 1, most: 1 });

  await page.getByRole("table").getByRole("link", { name }).click();
  await expect(page.getByTestId("live-pill")).toHaveText(/^Live/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Fleet" }).click();
  await expect(page.getByRole("heading", { name: "Fleet" })).toBeVisible();
  await isLive(page);
  await page.getByRole("link", { name: "Start a run" }).first().click();
  await expect(page.getByRole("heading", { name: "Start a run" })).toBeVisible();
  expect(await streams(page)).toMatchObject({ open: 1, most: 1 });
});

test("four tabs stay usable beside each other", async ({ context, codi }) => {
  const runId = await startRun(codi, { command: ["sleep", "300"], name: "Seen in four tabs" });
  await untilStatus(codi, runId, "running");
  const tabs = await Promise.all(Array.from({ length: 4 }, () => context.newPage()));
  for (const [index, tab] of tabs.entries()) {
    await (index % 2 ? tab.goto("/runs") : tab.goto(`/runs/${runId}`));
    await isLive(tab);
  }
  const [first, ...others] = tabs.map(runPage);
  if (!first) throw new Error("No tab was opened.");
  await first.button("Cancel").click();
  await first.page.getByRole("alertdialog").getByRole("button", { name: "Cancel the run" }).click();
  await expect(first.status("Cancelled")).toBeVisible();
  for (const [index, other] of others.entries())
    if (index % 2) await expect(other.status("Cancelled")).toBeVisible();
    else
      await expect(other.page.getByTestId("run-row").and(other.page.locator(`[data-run="${runId}"]`))).toHaveAttribute(
        "data-status",
        "cancelled",
      );
});

test("a tab that was hidden holds no stream, and comes back whole", async ({ page, codi }) => {
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end), name: "Watched with pauses" });
  await untilStatus(codi, runId, "running");
  await page.clock.install();
  await countStreams(page);
  const run = await openRun(page, runId);
  await expect(run.anyLine).toBeVisible();
  await setHidden(page, true);
  await page.clock.fastForward(31_000);
  await expect.poll(async () => (await streams(page)).open).toBe(0);
  const before = (await run.seqs()).length;
  await expect.poll(async () => (await readEvents(codi, runId)).length).toBeGreaterThan(before + 20);
  await writeFile(end, "");
  await untilStatus(codi, runId, "completed");
  await setHidden(page, false);
  await run.untilComplete("Ended");
  expect(await run.seqs()).toEqual((await readEvents(codi, runId)).map((event) => event.seq));
});

test("a list that was hidden shows what happened meanwhile", async ({ page, codi }) => {
  const name = "Ends while nobody looks";
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end), name });
  await untilStatus(codi, runId, "running");
  await page.clock.install();
  await countStreams(page);
  await page.goto("/runs");
  await isLive(page);
  const row = page.getByTestId("run-row").and(page.locator(`[data-run="${runId}"]`));
  await expect(row).toHaveAttribute("data-status", "running");
  await setHidden(page, true);
  await page.clock.fastForward(31_000);
  await expect.poll(async () => (await streams(page)).open).toBe(0);
  await writeFile(end, "");
  await untilStatus(codi, runId, "completed");
  await setHidden(page, false);
  await expect(row).toHaveAttribute("data-status", "completed");
});
