/** What is taken along from the log of a run: links to lines, copies without ornament, files. */
import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import { agentsRun, logView, numbered, openLog, printedRun } from "./support/logView.ts";
import type { LogView } from "./support/logView.ts";
import { readEvents, startRun, untilStatus } from "./support/runs.ts";

const RED = "\u001b[31m";
const RESET = "\u001b[0m";

const bar = (page: Page) => page.getByRole("group", { name: "Linked lines" });
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const lineOf = (page: Page) => new URL(page.url()).searchParams.get("line");
/** Told from the others by more than its place. */
const isMarked = (row: Locator) =>
  row.evaluate(({ firstElementChild: line }) => line !== null && getComputedStyle(line).boxShadow !== "none");

async function expectMarked(log: LogView, { marked, plain }: { marked: string[]; plain: string[] }): Promise<void> {
  for (const text of marked) {
    await expect(log.line(text)).toBeInViewport();
    await expect.poll(() => isMarked(log.row(text)), text).toBe(true);
  }
  for (const text of plain) expect(await isMarked(log.row(text)), text).toBe(false);
}

/** Selects as a person does: from the left of one text to the right of another. */
async function dragOver(page: Page, from: Locator, to: Locator): Promise<void> {
  const [first, last] = [await from.boundingBox(), await to.boundingBox()];
  if (!first || !last) throw new Error("There is nothing to select.");
  await page.mouse.move(first.x + 1, first.y + first.height / 2);
  await page.mouse.down();
  await page.mouse.move(last.x + last.width - 1, last.y + last.height / 2, { steps: 5 });
  await page.mouse.up();
}

async function download(page: Page, name: string): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const offers = page.getByRole("menu", { name: "Download" }).getByRole("menuitem");
  await offers.filter({ has: page.getByText(name, { exact: true }) }).click();
  const file: Download = await coming;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
});

test("a click on a number links to its line, shift makes it a range, and the address leads there", async ({
  page,
  context,
  codi,
}) => {
  const runId = await printedRun(codi, numbered(1, 300));
  const log = await openLog(page, runId);
  const number = (text: string) => log.row(text).getByRole("link", { name: /^Line \d+$/ });
  await log.body.hover();
  await page.mouse.wheel(0, -3_000); // half way up: 150 lines
  const first = (await number("line 145").textContent()) ?? "";
  await number("line 145").click();
  await expect(page).toHaveURL(/[?&]line=\d+\.\d+$/);
  await expect(bar(page)).toContainText(`L${first}`);
  await expectMarked(log, { marked: ["line 145"], plain: ["line 144", "line 146"] });

  const last = (await number("line 147").textContent()) ?? "";
  await number("line 147").click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/[?&]line=\d+\.\d+-\d+\.\d+$/);
  await expect(bar(page)).toContainText(`L${first}–${last}`);
  await expectMarked(log, { marked: ["line 145", "line 146", "line 147"], plain: ["line 144", "line 148"] });

  await bar(page).getByRole("button", { name: "Copy text" }).click();
  await expect(page.getByText("Copied the text")).toBeVisible();
  expect(await copied(page)).toBe("line 145\nline 146\nline 147");
  await bar(page).getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Copied the link")).toBeVisible();
  const link = await copied(page);
  expect(link).toBe(`${codi.baseUrl}/runs/${runId}?tab=log&line=${lineOf(page)}`);

  // What was said of the copies does not lie over the bar.
  await bar(page).getByRole("button", { name: "Let go of the lines" }).click({ timeout: 2_000 });
  await expect(bar(page)).toBeHidden();
  expect(lineOf(page)).toBeNull();
  await number("line 146").click();
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  expect(lineOf(page)).toBeNull();

  const other = await context.newPage();
  await other.goto(link);
  await expectMarked(logView(other), { marked: ["line 145", "line 146", "line 147"], plain: ["line 144", "line 148"] });
  await expect(bar(other)).toContainText(`L${first}–${last}`);
  await expect(logView(other).pill).toHaveAccessibleName("To the end");
  await expect(logView(other).follow).toHaveAttribute("aria-pressed", "false");
});

test("numbers are walked by keys, and a line that is not shown is said", async ({ page, codi }) => {
  const runId = await agentsRun(codi);
  const log = await openLog(page, runId);
  await log.body.getByRole("link", { name: "Line 1", exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(log.row("I look around.").getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expectMarked(log, { marked: ["I look around."], plain: ["npm test"] });

  await page.getByRole("radio", { name: "Errors 1" }).check();
  await expect(bar(page).getByRole("status")).toHaveText("not among what is shown");
  const gone = await openLog(page, runId, "&line=999999.0");
  await expect(bar(page)).toContainText("Line 999999.0");
  await expect(bar(page).getByRole("status")).toHaveText("is not in this log");
  await expect(gone.line("I look around.")).toBeVisible();
});

test("what is selected is copied as it was printed, without numbers, times, tags and colours", async ({
  page,
  codi,
}) => {
  const long = `long ${"and longer ".repeat(40)}end`;
  const object = `{"level":"info", "n":[1,2,3]}`;
  const runId = await printedRun(codi, ["first", `${RED}second${RESET} and plain`, long, object, "  the\tlast one"]);
  const log = await openLog(page, runId);
  await expect(log.row("first")).toContainText(/\d\d:\d\d:\d\dout/);
  await dragOver(page, log.line("first"), log.body.getByText("last one"));
  await page.keyboard.press("ControlOrMeta+c");
  expect(await copied(page)).toBe(`first\nsecond and plain\n${long}\n${object}\n  the\tlast one`);

  await log.line("second and plain").dblclick({ position: { x: 4, y: 8 } });
  await page.keyboard.press("ControlOrMeta+c");
  expect(await copied(page), "a part of a line").toBe("second");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("ControlOrMeta+c");
  expect(await copied(page), "extended by keys").toBe("second and plain");
});

test("a command is copied with what it printed", async ({ page, codi }) => {
  const runId = await agentsRun(codi);
  const log = await openLog(page, runId);
  await log.row("npm test").getByRole("button", { name: "Copy the command and its output" }).click();
  await expect(page.getByText("Copied the command and its output")).toBeVisible();
  expect(await copied(page)).toBe("$ npm test\nall is good\nnothing to do");
});

test("the log is saved as text, with its colours, as events, and as it was stored; of all turns or of one", async ({
  page,
  codi,
}) => {
  const print = `process.stdout.write("plain\\n${RED}red${RESET} and plain\\n")`;
  const runId = await startRun(codi, { command: [process.execPath, "-e", print], maxTurns: 2 });
  await untilStatus(codi, runId, "completed");
  await openLog(page, runId);
  const turn = (n: number, red: string) => `Turn ${n}\nplain\n${red} and plain\n`;
  const whole = (red: string) => new RegExp(`^run started\n${turn(1, red)}${turn(2, red)}run completed, .*\n$`);

  const text = await download(page, "Text");
  expect(text.name).toBe(`${runId}.txt`);
  expect(text.text).toMatch(whole("red"));
  const events = await download(page, "Events, NDJSON");
  expect(events.name).toBe(`${runId}.ndjson`);
  const lines = events.text.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(await readEvents(codi, runId));

  await openLog(page, runId, "&turn=1");
  const ofTurn = await download(page, "Text of turn 1");
  expect(ofTurn.name).toBe(`${runId}-turn-1.txt`);
  expect(ofTurn.text).toBe(turn(1, "red"));
  expect((await download(page, "Text with colours of turn 1")).text).toContain(`${RED}red${RESET} and plain`);
  expect((await download(page, "Text of all turns")).text).toBe(text.text);
  const stored = await download(page, "Stored stdout of turn 1");
  expect(stored.text).toBe(`plain\n${RED}red${RESET} and plain\n`);
});
