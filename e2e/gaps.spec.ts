/** Numbers that are gone, as the page of a run shows them: in their place, with their numbers and the reason, and counted. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { formatCount } from "#components/ui/format.ts";
import { expect, test, type Codi } from "./support/codi.ts";
import { openLog, untilDrawn } from "./support/logView.ts";
import { emptyRedis, loseNumbers } from "./support/lostNumbers.ts";
import { ageRun, removeSome } from "./support/removedRun.ts";
import { runPage } from "./support/runPage.ts";
import { readEvents, startRun, untilStatus } from "./support/runs.ts";

const pill = (page: Page) => page.getByTestId("live-pill");
const which = (from: number, to: number) =>
  from === to ? `Event ${formatCount(from)} is` : `Events ${formatCount(from)} to ${formatCount(to)} are`;
const lost = (from: number, to: number) => `${which(from, to)} gone: Redis lost what there was of them.`;
const kept = (from: number, to: number) => `${which(from, to)} gone: they are kept no longer.`;

/** Prints until its worker dies; the next try says one word and waits until it may end. */
async function startTwoTries(codi: Codi): Promise<{ runId: string; end: () => Promise<void> }> {
  const workingDir = await codi.newWorkspace();
  const [second, end] = [join(workingDir, "second"), join(workingDir, "end")];
  const script = `if [ -e ${second} ]; then echo again; else touch ${second}; while [ ! -e ${end} ]; do echo more; sleep 0.1; done; fi
    while [ ! -e ${end} ]; do sleep 0.05; done`;
  const runId = await startRun(codi, { workingDir, command: ["sh", "-c", script] });
  return { runId, end: () => writeFile(end, "") };
}

test("a Redis that is emptied while the worker lives costs nothing: the page stays live and lacks no number", async ({
  page,
  codi,
}) => {
  const { runId, end } = await startTwoTries(codi);
  const log = await openLog(page, runId);
  const run = runPage(page);
  await run.untilReceived(10);
  await emptyRedis(codi);
  await run.untilReceived((await run.seqs()).length + 20);
  await run.untilComplete("Live");
  await page.reload();
  await untilDrawn(page);
  await run.untilReceived(30);
  await run.untilComplete("Live");
  await end();
  await untilStatus(codi, runId, "completed");
  await run.untilComplete("Ended");
  expect(await run.seqs()).toEqual((await readEvents(codi, runId)).map(({ seq }) => seq));
  await expect(log.body.getByText(/ gone: /)).toHaveCount(0);
});

test("what is lost with a worker and Redis, and what is kept no longer, stand in the log with their numbers, and are counted", async ({
  page,
  codi,
}) => {
  const { runId, end } = await startTwoTries(codi);
  const log = await openLog(page, runId);
  const run = runPage(page);
  await run.untilReceived(12);
  const { archived, streamed, reserved } = await loseNumbers(codi, runId, (stood) =>
    expect(pill(page)).toHaveAttribute("data-last", String(stood.streamed)),
  );
  await expect(log.row("again")).toBeVisible({ timeout: 30_000 });
  await expect(log.body.getByText(/ gone: /)).toHaveText(lost(streamed + 1, reserved));
  await expect(pill(page)).toHaveText(`Live · ${formatCount(reserved - streamed)} missing`);

  // Whoever comes later has nothing of what was not archived.
  await page.reload();
  await untilDrawn(page);
  await expect(log.body.getByText(/ gone: /)).toHaveText(lost(archived + 1, reserved));
  await expect(pill(page)).toHaveText(`Live · ${formatCount(reserved - archived)} missing`);
  await end();
  await untilStatus(codi, runId, "completed");
  await expect(pill(page)).toHaveText(
    new RegExp(`^Ended \\d\\d:\\d\\d · ${formatCount(reserved - archived)} missing$`),
  );
  expect(await run.seqs()).toEqual((await readEvents(codi, runId)).map(({ seq }) => seq));

  await ageRun(codi, runId);
  const removed = await removeSome(codi, runId);
  await openLog(page, runId);
  await expect(pill(page)).toHaveText(
    new RegExp(`^Ended \\d\\d:\\d\\d · ${formatCount(reserved - archived + removed)} missing$`),
  );
  await expect(log.body.getByText(lost(archived + 1, reserved), { exact: true })).toBeVisible();
  await log.body.focus();
  await page.keyboard.press("Home");
  await expect(log.body.getByText(kept(1, removed), { exact: true })).toBeVisible();
  await page.goto(`/runs/${runId}`);
  for (const sentence of [kept(1, removed), lost(archived + 1, reserved)])
    await expect(page.getByText(sentence, { exact: true })).toBeVisible();
});
