/** A log of a million lines: all of them can be read, searched, linked to and taken along, and the tab stays small. */
import { readFile } from "node:fs/promises";
import { LINE_BYTES, lineText } from "#server/testing/longLines.ts";
import { expect, test, type Codi } from "./support/codi.ts";
import { openLog } from "./support/logView.ts";
import { startRun, untilStatus } from "./support/runs.ts";
import { useStores } from "./support/useStores.ts";

const TURNS = 2;
const LINES = 400_000; // together higher than any browser scrolls by itself

let made: Promise<string> | null = null;

/** Made once for all tests of this file: it takes some seconds. */
function longRun(codi: Codi): Promise<string> {
  made ??= (async () => {
    useStores(codi);
    const runId = await startRun(codi, { command: ["true"] });
    await untilStatus(codi, runId, "completed");
    // Read only now: the modules of the stores ask for their addresses at once.
    const { closeLongRuns, makeLong } = await import("#server/testing/longRun.ts");
    await makeLong(runId, { turns: TURNS, lines: LINES });
    await closeLongRuns();
    return runId;
  })();
  return made;
}

test("opens at its end, begins at its first line, and any line between is one jump away", async ({ page, codi }) => {
  const runId = await longRun(codi);
  const log = await openLog(page, runId);
  await expect(log.line(lineText(TURNS, LINES - 1))).toBeInViewport();
  await expect(page.getByTestId("live-pill")).toHaveAttribute("data-missing", "0");

  await log.body.press("Home");
  await expect(log.line(lineText(1, 0))).toBeInViewport();
  for (const part of [0.25, 0.5, 0.9]) {
    await log.body.evaluate((element, to) => element.scrollTo({ top: element.scrollHeight * to }), part);
    const first = log.body.getByText(/^turn \d line \d{8}/).first();
    await expect(first).toBeVisible();
    await expect(log.body.locator("[aria-busy=true]")).toHaveCount(0);
  }
  await log.body.press("End");
  await expect(log.line(lineText(TURNS, LINES - 1))).toBeInViewport();
  await expect(log.follow).toHaveAttribute("aria-pressed", "true");
});

test("line follows line while somebody scrolls by wheel, in the middle of it as well", async ({ page, codi }) => {
  const log = await openLog(page, await longRun(codi));
  await log.body.evaluate((element) => element.scrollTo({ top: element.scrollHeight * 0.3 }));
  await log.untilAtRest();
  await expect(log.body.locator("[aria-busy=true]")).toHaveCount(0);
  const numbers = () =>
    log.body
      .getByRole("link", { name: /^Line \d+$/ })
      .evaluateAll((links) => links.map((one) => Number(one.textContent)));
  await log.body.hover();
  const seen = new Set(await numbers());
  for (let step = 0; step < 12; step += 1) {
    await page.mouse.wheel(0, 300);
    await log.untilAtRest();
    for (const number of await numbers()) seen.add(number);
  }
  const all = [...seen].sort((a, b) => a - b);
  expect(all.length).toBeGreaterThan(180);
  expect((all.at(-1) ?? 0) - (all[0] ?? 0) + 1, "no line is passed over").toBe(all.length);
});

test("is searched on the server, counted, and walked from hit to hit", async ({ page, codi }) => {
  const log = await openLog(page, await longRun(codi), "&find=NEEDLE");
  const said = page
    .getByRole("search")
    .filter({ has: page.getByRole("textbox", { name: "Search the log" }) })
    .getByRole("status");
  const count = ((TURNS * LINES) / 1_000).toLocaleString("en");
  await expect(said).toHaveText(`${count} found`, { timeout: 30_000 });
  await log.body.press("Home");
  await expect(log.line(lineText(1, 0))).toBeInViewport();
  await log.untilAtRest();
  await log.body.press("n");
  await expect(said).toHaveText(`1 of ${count}`);
  await expect(log.row(lineText(1, 999)).locator("mark")).toBeInViewport();
  await log.body.press("n");
  await expect(log.row(lineText(1, 1_999)).locator("mark")).toBeInViewport();
  await log.body.press("Shift+N");
  await log.body.press("Shift+N");
  await expect(said).toHaveText(`${count} of ${count}`);
  await expect(log.row(lineText(TURNS, LINES - 1)).locator("mark")).toBeInViewport();
});

test("a line that is not loaded is linked to, and its link opens there", async ({ page, codi }) => {
  const runId = await longRun(codi);
  const n = 345_678;
  const log = await openLog(page, runId, `&line=t1.out.${n * LINE_BYTES}`);
  await expect(log.row(lineText(1, n))).toBeInViewport();
  const bar = page.getByRole("group", { name: "Linked lines" });
  await expect(bar).toContainText(`L${n + 3}`); // behind the start of the run and the head of its turn
  await log
    .row(lineText(1, n + 2))
    .getByRole("link")
    .click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(new RegExp(`line=t1.out.${n * LINE_BYTES}-t1.out.${(n + 2) * LINE_BYTES}`));
  await expect(bar).toContainText(`L${n + 3}–${n + 5}`);
});

test("the address of an event whose text is not here opens at its line", async ({ page, codi }) => {
  // The third event prints the first twenty lines of turn 1, the fourth skips 180, the fifth prints from line 200 on.
  const log = await openLog(page, await longRun(codi), "&line=5.3");
  await expect(log.row(lineText(1, 203))).toBeInViewport();
});

test("is saved whole, what is not loaded as well", async ({ page, codi }) => {
  await openLog(page, await longRun(codi), "&turn=1");
  await page.getByRole("button", { name: "Download" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Text of turn 1" }).click();
  const lines = (await readFile(await (await saved).path(), "utf8")).split("\n");
  expect(lines).toHaveLength(LINES + 2); // the head of the turn, and the end
  expect(lines[1]).toBe(lineText(1, 0));
  expect(lines[LINES]).toBe(lineText(1, LINES - 1));
});
