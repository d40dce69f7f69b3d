/** The page of one run is read: its neighbours, its turns, its tabs. The log has specs of its own. */
import { randomUUID } from "node:crypto";
import { goAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import { cancelOverRest, readRun, settledRun, startRun, untilStatus } from "./support/runs.ts";
import { tabs, currentTab } from "./support/runTabs.ts";

test("j and k walk through the filtered list one came from, keep the tab, and end at its ends", async ({
  page,
  codi,
}) => {
  const name = `Walked ${randomUUID()}`;
  const [oldest, middle, newest] = [
    await settledRun(codi, { name: `${name} oldest` }),
    await settledRun(codi, { name: `${name} middle` }),
    await settledRun(codi, { name: `${name} newest` }),
  ];
  const q = new URLSearchParams({ q: name }).toString();
  const isAt = async (runId: string, place: string) => {
    await expect(page).toHaveURL(new RegExp(`/runs/${runId}\\?.*tab=timeline`));
    expect(new URL(page.url()).searchParams.get("q")).toBe(name);
    await expect(neighbours.getByText(place)).toBeVisible();
    await expect(page.getByTestId("live-pill")).toHaveText(/^Ended/);
  };
  const neighbours = page.getByRole("navigation", { name: "Neighbours in the list" });
  await goAlive(page, `/runs/${middle}?${q}&tab=timeline`);
  await isAt(middle, "2 of 3");

  await page.keyboard.press("k");
  await isAt(newest, "1 of 3");
  await expect(neighbours.getByRole("button", { name: "Newer run" })).toBeDisabled();

  await page.keyboard.press("j");
  await isAt(middle, "2 of 3");
  await page.keyboard.press("j");
  await isAt(oldest, "3 of 3");
  await expect(neighbours.getByRole("button", { name: "Older run" })).toBeDisabled();

  await neighbours.getByRole("link", { name: "Newer run" }).click();
  await isAt(middle, "2 of 3");
  await page.getByRole("link", { name: "Runs", exact: true }).and(page.locator("header a")).click();
  await expect(page).toHaveURL(new RegExp(`/runs\\?q=${name.split(" ")[0]}`));
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the neighbours and the tabs are links, and the page holds what is known", async ({ page, codi }) => {
    const name = `Linked ${randomUUID()}`;
    const older = await settledRun(codi, { name: `${name} older` });
    const newer = await settledRun(codi, { name: `${name} newer` });
    await page.goto(`/runs/${newer}?${new URLSearchParams({ q: name }).toString()}`);
    await expect(page.getByRole("heading", { name: `${name} newer` })).toBeVisible();
    await page.getByRole("link", { name: "Older run" }).click();
    await expect(page).toHaveURL(new RegExp(`/runs/${older}\\?q=`));
    await tabs(page).getByRole("link", { name: "Timeline" }).click();
    await expect(page.getByRole("list", { name: "Timeline" })).toContainText("Turn 1 completed");
  });
});

test("a turn of the waterfall narrows the page to it, in the address, until the chip is closed", async ({
  page,
  codi,
}) => {
  const runId = await settledRun(codi, { maxTurns: 3 });
  await goAlive(page, `/runs/${runId}`);
  const waterfall = page.getByRole("region", { name: "Turn waterfall" });
  const scope = page.getByRole("group", { name: "Scope" });
  await expect(page.getByRole("list", { name: "Activity" })).toContainText("Turn 3 started");

  await waterfall.getByRole("button", { name: /^Turn 2,/ }).click();
  await expect(page).toHaveURL(/[?&]turn=2(&|$)/);
  await expect(page.getByRole("list", { name: "Activity" })).toContainText("Turn 2 started");
  await expect(page.getByRole("list", { name: "Activity" })).not.toContainText("Turn 3 started");
  await page.reload();
  await expect(scope).toContainText("Turn 2");

  await scope.getByRole("button", { name: "Turn after" }).click();
  await expect(page.getByRole("list", { name: "Activity" })).toContainText("Turn 3 started");
  await expect(scope.getByRole("button", { name: "Turn after" })).toBeDisabled();
  await scope.getByRole("button", { name: "Show all turns" }).click();
  await expect(page).not.toHaveURL(/turn=/);
  await expect(scope).toBeHidden();

  await waterfall.getByRole("button", { name: /^Turn 1,/ }).click();
  await expect(scope).toContainText("Turn 1");
  // What is open above the page goes first.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toBeHidden();
  await expect(scope).toContainText("Turn 1");
  await page.keyboard.press("Escape");
  await expect(scope).toBeHidden();
});

test("the tab stands in the address, and Back leads to the one before", async ({ page, codi }) => {
  const runId = await settledRun(codi, { name: "Tabs of it" });
  await goAlive(page, `/runs/${runId}`);
  await expect(currentTab(page)).toHaveText(/^Activity/);
  for (const name of ["Usage", "Prompt", "Timeline", "Turns"]) {
    await tabs(page).getByRole("link", { name }).click();
    await expect(currentTab(page)).toHaveText(new RegExp(`^${name}`));
    await expect(page).toHaveURL(new RegExp(`tab=${name.toLowerCase()}`));
  }
  await page.reload();
  await expect(currentTab(page)).toHaveText(/^Turns/);
  await expect(page.getByRole("row")).toHaveCount(1 + 1);
  await page.goBack();
  await expect(currentTab(page)).toHaveText(/^Timeline/);
});

test("every turn shows the prompt that it was given, with its size and its hash", async ({ page, codi }) => {
  const mission = `Say it ${randomUUID()}`;
  const runId = await settledRun(codi, { maxTurns: 2, mission });
  await goAlive(page, `/runs/${runId}?tab=prompt`);
  const prompt = (turn: number) => page.getByLabel(`Prompt of turn ${turn}`, { exact: true });
  await expect(prompt(2)).toContainText(mission);
  await expect(page.getByText(/ KB · sha256$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Prompt of the turn after" })).toBeDisabled();

  await page.getByRole("button", { name: "Prompt of the turn before" }).click();
  await expect(prompt(1)).toContainText(mission);
  await expect(page).toHaveURL(/turn=1/);
  await page.getByRole("navigation", { name: "Parts of the prompt" }).getByRole("link", { name: "MISSION" }).click();
  await expect(page.getByText(mission).last()).toBeInViewport();
});

test("the timeline says who did what, and carries the receipt of a cancel", async ({ page, codi }) => {
  const runId = await startRun(codi, { command: ["sleep", "300"] });
  await untilStatus(codi, runId, "running");
  await expect.poll(async () => (await readRun(codi, runId)).currentTurn).toBe(1);
  await cancelOverRest(codi, runId);
  await goAlive(page, `/runs/${runId}?tab=timeline`);
  const timeline = page.getByRole("list", { name: "Timeline" });
  await expect(timeline).toContainText("Asked for by local");
  await expect(timeline).toContainText(/A worker took it.*queued/);
  await expect(timeline).toContainText("Turn 1 was interrupted");
  await expect(timeline).toContainText("Run cancelled by local");
  await expect(timeline.getByRole("list", { name: "Receipt" })).toContainText(/SIGINT.*Nothing left running/);
});

test("the title of the window is the number and the name of the run", async ({ page, codi }) => {
  const name = `Named ${randomUUID()}`;
  const runId = await settledRun(codi, { name });
  const { number } = await readRun(codi, runId);
  await goAlive(page, `/runs/${runId}`);
  await expect(page).toHaveTitle(`${number} ${name} · Codi`);
});

test("the waterfall stays as it was folded, for reading and for the other tabs apart", async ({ page, codi }) => {
  const runId = await settledRun(codi);
  await goAlive(page, `/runs/${runId}`);
  const fold = page.getByRole("button", { name: /^(Fold|Unfold) the waterfall$/ });
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByTestId("live-pill")).toHaveText(/^Ended/);
  await page.keyboard.press("w");
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await tabs(page).getByRole("link", { name: "Timeline" }).click();
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await fold.click();
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await page.reload();
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await tabs(page).getByRole("link", { name: "Activity" }).click();
  await expect(fold).toHaveAttribute("aria-expanded", "false");
});
