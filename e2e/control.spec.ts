/** Somebody steps in: cancel, pause, resume, stop, from the page. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/codi.ts";
import { fake } from "./support/profiles.ts";
import { openRun } from "./support/runPage.ts";
import { processesOf, readEvents, startRun } from "./support/runs.ts";

test("cancel asks once, ends every process of the run, and leaves a receipt that says how", async ({ page, codi }) => {
  const runId = await startRun(codi, { command: fake("forksGrandchild", "stay") });
  const run = await openRun(page, runId);
  await expect(run.log.getByText(/^grandchild \d+$/)).toBeVisible();
  const pid = Number(/grandchild (\d+)/.exec(await run.log.innerText())?.[1]);
  expect(await processesOf(runId)).toContain(pid);

  await run.button("Cancel").click();
  const question = page.getByRole("alertdialog", { name: "Cancel this run?" });
  await question.getByRole("button", { name: "Keep it" }).click();
  await expect(question).toBeHidden();
  await expect(run.button("Cancel")).toBeFocused();
  await expect(run.status("Running")).toBeVisible();

  await run.button("Cancel").click();
  await question.getByRole("button", { name: "Cancel the run" }).click();
  await expect(run.status("Cancelled")).toBeVisible();
  expect(await processesOf(runId), "processes that are left").toEqual([]);

  await expect(run.head.getByText(/Stopped in .*, nothing left running/)).toBeVisible();
  await run.button("Receipt").click();
  const receipt = run.head.getByRole("list", { name: "Receipt" }).getByRole("listitem");
  await expect(receipt.filter({ hasText: "Asked by local" })).toBeVisible();
  await expect(receipt.filter({ hasText: /SIGINT\s*to the turn's process group/ })).toBeVisible();
  await expect(receipt.filter({ hasText: /SIGKILL\s*to what was left of the turn/ })).toContainText(String(pid));
  await expect(receipt.filter({ hasText: "Nothing left running" })).toBeVisible();
  await expect(run.head.getByText("It was cancelled.")).toBeVisible();
  await expect(run.button("Cancel")).toBeHidden();
  await expect(run.head.getByRole("link", { name: "Start again" })).toBeVisible();
  await run.untilComplete("Ended");
});

test("pause lets the turn finish, resume begins the next one, stop ends the run after it", async ({ page, codi }) => {
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end), maxTurns: 9 });
  const run = await openRun(page, runId);
  await expect(run.anyLine).toBeVisible();

  await run.button("Pause after turn").click();
  await expect(run.status("Pausing")).toBeVisible();
  await expect(page.getByText("Resume takes it back.")).toBeVisible();
  expect(await processesOf(runId), "the turn that finishes").not.toEqual([]);
  await writeFile(end, "");
  await expect(run.status("Paused")).toBeVisible();
  expect(await processesOf(runId), "processes of a paused run").toEqual([]);

  await run.button("Resume").click();
  await expect(run.status("Running")).toBeVisible();
  await expect(run.head.getByRole("button", { name: /^Turn 2\b/ })).toBeVisible();

  await run.button("Stop after turn").click();
  await expect(run.button("Stops after this turn")).toBeDisabled();
  await expect(run.status("Running")).toBeVisible();
  await writeFile(end, "");
  await expect(run.status("Completed")).toBeVisible();
  await expect(run.head.getByText("Done after 2 turns.")).toBeVisible();
  await expect(run.head.getByText("Somebody asked it to stop after the turn.")).toBeVisible();
});

test("pause now interrupts the turn; resume goes on with the same one", async ({ page, codi }) => {
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end) });
  const run = await openRun(page, runId);
  await expect(run.anyLine).toBeVisible();

  await run.button("More ways to pause").click();
  await page.getByRole("menuitem", { name: "Now, interrupt the turn" }).click();
  await expect(run.status("Paused")).toBeVisible();
  expect(await processesOf(runId), "processes of a paused run").toEqual([]);
  await expect(run.log.getByText(/^The turn was ended by /)).toBeVisible();

  await run.button("Resume").click();
  await expect(run.status("Running")).toBeVisible();
  await expect(run.anyLine).toBeVisible();
  await run.untilReceived((await run.seqs()).length + 10);
  await writeFile(end, "");
  await expect(run.status("Completed")).toBeVisible();
  await expect(run.head.getByText("Done after 1 turn.")).toBeVisible();
  const begun = (await readEvents(codi, runId)).filter((event) => event.type === "turn_started");
  expect(begun).toMatchObject([
    { turn: 1, try: 1 },
    { turn: 1, try: 2 },
  ]);
});

test("a pause that lets the turn finish can still become one at once", async ({ page, codi }) => {
  const end = join(await codi.newWorkspace(), "end");
  const runId = await startRun(codi, { command: fake("printsUntilFile", end) });
  const run = await openRun(page, runId);
  await expect(run.anyLine).toBeVisible();
  await run.button("Pause after turn").click();
  await expect(run.status("Pausing")).toBeVisible();
  await run.button("Pause now").click();
  await expect(run.status("Paused")).toBeVisible();
  expect(await processesOf(runId), "processes of a paused run").toEqual([]);
});
