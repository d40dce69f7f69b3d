/** Nothing on the screen moves by itself: layout shifts are summed by the browser while a run streams in. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { readEvents, readRun, startRun, untilStatus } from "./support/runs.ts";

type Shift = {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
};

async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as Shift[]) {
        if (entry.hadRecentInput) continue;
        const place = ({ x, y, width, height }: DOMRect) => `${x},${y} ${width}x${height}`;
        const moved = entry.sources.map(({ node, previousRect, currentRect }) => {
          const what = node instanceof Element ? node.outerHTML.slice(0, 120) : node?.textContent;
          return `${what} from ${place(previousRect)} to ${place(currentRect)}`;
        });
        shifts.push(`${entry.value.toFixed(5)}: ${moved.join(" | ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

const isOutputOf = (turn: number) => (event: StoredEvent) => event.type === "subprocess_output" && event.turn === turn;

/** What browsers' tools print as 0: a digit more in a number at the right edge is allowed, an element that jumps is not. */
const STILL = 0.001;

async function expectStill(page: Page): Promise<void> {
  const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
  const sum = shifts.reduce((total, shift) => total + parseFloat(shift), 0);
  expect(sum < STILL ? [] : shifts, `layout shifts, together ${sum.toFixed(5)}`).toEqual([]);
}

const runningTile = (page: Page) =>
  page.getByRole("main").getByRole("term").filter({ hasText: "Running" }).locator("..");

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
    await expect(runningTile(page)).toContainText(/^Running ?[1-9]/);
    await expect.poll(async () => (await readRun(codi, runId)).lastSeq).toBeGreaterThan(20);
    await writeFile(end, "");
    await untilStatus(codi, runId, "completed");
    await expect(runningTile(page), "the end has come to the page").toContainText(/^Running ?0/);
    await expectStill(page);
    await page.reload(); // a document of its own, whose shifts are summed anew
    await expect(
      page.getByRole("link", { name: "Streams into the list" }).and(page.locator(":visible")).first(),
    ).toBeVisible();
    await expectStill(page);
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
      for (const turn of [1, 2]) {
        await expect
          .poll(async () => (await readEvents(codi, runId)).filter(isOutputOf(turn)).length)
          .toBeGreaterThan(15);
        await writeFile(end, "");
      }
      await untilStatus(codi, runId, "completed");
      await expect(page.getByTestId("live-pill")).toHaveText(/^Ended/);
      await expectStill(page);
    });
}
