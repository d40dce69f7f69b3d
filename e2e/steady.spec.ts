/** Nothing on the screen moves by itself: layout shifts are summed by the browser while a run streams in. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";

type Shift = { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };

async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as Shift[]) {
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.map(({ node }) =>
          node instanceof Element ? node.outerHTML.slice(0, 160) : node?.nodeName,
        );
        shifts.push(`${entry.value.toFixed(5)}: ${moved.join(" | ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

const shiftsOf = (page: Page) => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);

for (const [device, viewport] of [
  ["desk", { width: 1440, height: 900 }],
  ["phone", { width: 390, height: 844 }],
] as const) {
  test(`the list stands still while runs come, work and end, on a ${device}`, async ({ page, codi }) => {
    await page.setViewportSize(viewport);
    const first = await startRun(codi, { command: ["true"], name: "There before" });
    await untilStatus(codi, first, "completed");
    await watchShifts(page);
    await page.goto("/runs");
    await expect(page.getByText("Live", { exact: true }).and(page.locator(":visible")).first()).toBeVisible();
    const end = join(await codi.newWorkspace(), "end");
    const runId = await startRun(codi, { command: fake("printsUntilFile", end), name: "Streams into the list" });
    await untilStatus(codi, runId, "running");
    await expect(page.getByRole("button", { name: /new run/ })).toBeVisible();
    await expect.poll(async () => (await readRun(codi, runId)).lastSeq).toBeGreaterThan(20);
    await writeFile(end, "");
    await untilStatus(codi, runId, "completed");
    await page.reload();
    await expect(
      page.getByRole("link", { name: "Streams into the list" }).and(page.locator(":visible")).first(),
    ).toBeVisible();
    expect(await shiftsOf(page)).toEqual([]);
  });

  for (const tab of ["activity", "log"])
    test(`a run's ${tab} stands still while it streams and ends, on a ${device}`, async ({ page, codi }) => {
      await page.setViewportSize(viewport);
      await watchShifts(page);
      const end = join(await codi.newWorkspace(), "end");
      const runId = await startRun(codi, { command: fake("printsUntilFile", end), name: "Streams", maxTurns: 2 });
      await untilStatus(codi, runId, "running");
      await page.goto(`/runs/${runId}?tab=${tab}`);
      await expect(page.getByTestId("live-pill")).toHaveText(/^Live/);
      await expect.poll(async () => (await readRun(codi, runId)).lastSeq).toBeGreaterThan(20);
      await writeFile(end, "");
      await untilStatus(codi, runId, "completed");
      await expect(page.getByTestId("live-pill")).toHaveText(/^Ended/);
      expect(await shiftsOf(page)).toEqual([]);
    });
}
