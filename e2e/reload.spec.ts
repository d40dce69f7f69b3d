/** Nothing is lost by looking twice: a reload, a second tab, a second person. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { openRun } from "./support/runPage.ts";
import type { RunPage } from "./support/runPage.ts";
import { readEvents, startRun } from "./support/runs.ts";

test("after a reload in the middle and in a second tab, the page shows exactly the events that the log has", async ({
  page,
  context,
  codi,
}) => {
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end) });
  const first = await openRun(page, runId);
  await first.untilReceived(10);
  const before = await first.seqs();

  await page.reload();
  const second = await openRun(await context.newPage(), runId);
  for (const tab of [first, second]) {
    await tab.untilReceived(before.length + 10);
    await tab.untilComplete("Live");
    expect(await tab.seqs()).toEqual(expect.arrayContaining(before));
  }

  await writeFile(end, "");
  for (const tab of [first, second]) {
    await expect(tab.status("Completed")).toBeVisible();
    await tab.untilComplete("Ended");
    await expect(tab.log.getByText("the end", { exact: true })).toBeVisible();
  }
  const seqs = (await readEvents(codi, runId)).map((event) => event.seq);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  expect(await first.seqs()).toEqual(seqs);
  expect(await second.seqs()).toEqual(seqs);

  await page.reload();
  await first.untilComplete("Ended");
  expect(await first.seqs(), "after the end").toEqual(seqs);
});

test("two people see the same run, and what one does shows at the other", async ({
  page,
  browser,
  baseURL,
  codi,
  watchConsole,
}) => {
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end), maxTurns: 2 });
  await using context = await browser.newContext({ baseURL });
  watchConsole(context);
  const one = await openRun(page, runId);
  const other = await openRun(await context.newPage(), runId);
  for (const person of [one, other]) await expect(person.status("Running")).toBeVisible();
  for (const person of [one, other]) await expect(person.anyLine).toBeVisible();

  await one.button("Pause after turn").click();
  await expect(other.status("Pausing")).toBeVisible();
  await writeFile(end, "");
  for (const person of [one, other]) await expect(person.status("Paused")).toBeVisible();

  await other.button("Stop here").click();
  for (const person of [one, other]) {
    await expect(person.status("Completed")).toBeVisible();
    await person.untilComplete("Ended");
  }
  const seqs = (await readEvents(codi, runId)).map((event) => event.seq);
  expect(await one.seqs()).toEqual(seqs);
  expect(await other.seqs()).toEqual(seqs);
  // Only what is near the end is drawn, and how much of it depends on the room that each has.
  const lastRows = async ({ log }: RunPage) => (await log.locator("[data-at]").allInnerTexts()).slice(-10);
  expect(await lastRows(other)).toEqual(await lastRows(one));
});
