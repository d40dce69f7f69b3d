/** Something is looked for in the log of a run: by words, by kind, among what is folded. */
import type { Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import { agentsRun, numbered, openLog, printedRun, untilDrawn } from "./support/logView.ts";

function searchOf(page: Page) {
  const field = page.getByRole("textbox", { name: "Search the log" });
  const box = page.getByRole("search").filter({ has: field });
  return { field, said: box.getByRole("status"), button: (name: string) => box.getByRole("button", { name }) };
}

/** Longer than a row is wide. */
const far = `${"far ".repeat(60)}needle, 100`;

/** Three hits among 300 lines, none of them where the log opens. */
const haystack = () => {
  const hits: Record<number, string> = { 20: "a Needle, 20", 100: far, 180: "a needle, 180" };
  return numbered(1, 300).map((line, index) => hits[index] ?? line);
};

test("words are searched for: the hits are counted, walked through and brought into view", async ({ page, codi }) => {
  const runId = await printedRun(codi, haystack());
  const log = await openLog(page, runId);
  const search = searchOf(page);
  const isAt = async (place: string, text: string) => {
    await expect(search.said).toHaveText(place);
    await expect(log.row(text).locator("mark")).toBeInViewport();
  };
  await expect(search.button("Next hit")).toBeDisabled();
  await page.keyboard.press("/");
  await expect(search.field).toBeFocused();
  await page.keyboard.type("needle");
  await expect(search.said).toHaveText("3 found");
  await expect(log.follow, "until somebody goes to a hit").toHaveAttribute("aria-pressed", "true");

  await page.keyboard.press("Enter");
  await isAt("1 of 3", "a Needle, 20");
  await expect(log.follow).toHaveAttribute("aria-pressed", "false");
  await expect(log.row("a Needle, 20").locator("mark")).toHaveText("Needle");
  await page.keyboard.press("Shift+Enter");
  await isAt("3 of 3", "a needle, 180");
  await search.button("Previous hit").click();
  await isAt("2 of 3", far);
  await search.button("Next hit").click();
  await isAt("3 of 3", "a needle, 180");
  await log.body.focus();
  await page.keyboard.press("n");
  await isAt("1 of 3", "a Needle, 20");
  await page.keyboard.press("Shift+N");
  await isAt("3 of 3", "a needle, 180");

  await expect(page).toHaveURL(/find=needle/);
  await page.reload();
  await untilDrawn(page);
  await expect(search.field).toHaveValue("needle");
  await expect(search.said).toHaveText("3 found");
});

test("Escape empties the search field, and leaves the empty one for the log", async ({ page, codi }) => {
  const runId = await printedRun(codi, haystack());
  const log = await openLog(page, runId, "&find=needle");
  const search = searchOf(page);
  await expect(search.said).toHaveText("3 found");
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(search.field).toHaveValue("");
  await expect(search.said).toHaveText("");
  await expect(search.field).toBeFocused();
  await expect(page).not.toHaveURL(/find=/);
  await page.keyboard.press("Escape");
  await expect(log.body).toBeFocused();
  await page.keyboard.press("Home");
  await expect(log.line("line 1")).toBeInViewport();
});

test("case and patterns are asked for by buttons, and a broken pattern is said in words", async ({ page, codi }) => {
  const runId = await printedRun(codi, haystack());
  const log = await openLog(page, runId);
  const search = searchOf(page);
  await search.field.fill("needle");
  await expect(search.said).toHaveText("3 found");
  await search.button("Match case").click();
  await expect(search.said).toHaveText("2 found");

  await search.field.fill("needle, \\d0+$");
  await expect(search.said).toHaveText("No match");
  await search.button("Regular expression").click();
  await expect(search.said).toHaveText("1 found");
  await search.field.press("Enter");
  await expect(search.said).toHaveText("1 of 1");
  await expect(log.row(far).locator("mark")).toHaveText("needle, 100");
  await expect(page).toHaveURL(/case=true/);
  await expect(page).toHaveURL(/regex=true/);

  await search.field.fill("needle (");
  await expect(page.getByRole("alert").filter({ hasText: "A ( is not closed" })).toBeVisible();
  await expect(search.field).toHaveAttribute("aria-invalid", "true");
  await expect(search.field).toHaveAccessibleDescription("A ( is not closed");
  await expect(search.said).toHaveText("");
  await expect(search.button("Next hit")).toBeDisabled();
  await search.button("Regular expression").click();
  await expect(search.field).toHaveAttribute("aria-invalid", "false");
  await expect(search.said).toHaveText("No match");
});

test("the log is narrowed to one kind of line, in the address", async ({ page, codi }) => {
  const runId = await agentsRun(codi);
  const log = await openLog(page, runId);
  const kind = (name: string) => page.getByRole("radiogroup", { name: "Kind of line" }).getByRole("radio", { name });
  const lines = {
    "Messages 2": ["I look around.", "Done."],
    "Commands 2": ["npm test", "npm run lint"],
    "Changes 2": ["apply_patch delete a.md", "D a.md"],
    "Errors 1": ["npm run lint"],
  };
  const all = [...new Set(Object.values(lines).flat())];
  for (const line of all) await expect(log.line(line)).toBeVisible();
  for (const [name, wanted] of Object.entries(lines)) {
    await kind(name).check();
    for (const line of all)
      await expect(log.line(line), `${line} in ${name}`).toHaveCount(wanted.includes(line) ? 1 : 0);
    await expect(log.body.getByRole("heading", { name: "Turn 1" })).toBeVisible();
  }
  await expect(page).toHaveURL(/kind=errors/);
  await page.reload();
  await untilDrawn(page);
  await expect(kind("Errors 1")).toBeChecked();
  await expect(log.line("two problems")).toBeVisible();
  await expect(log.line("I look around.")).toHaveCount(0);

  await kind("All").check();
  await expect(log.line("I look around.")).toBeVisible();
  await expect(page).not.toHaveURL(/kind=/);
});

test("commands fold with their exit code and their time, failed ones stand open, and a hit unfolds its command", async ({
  page,
  codi,
}) => {
  const runId = await agentsRun(codi);
  const log = await openLog(page, runId);
  const command = (name: RegExp) => log.body.getByRole("button", { name });
  const good = command(/^\$ npm test 2 lines exit 0 \d+\.\ds$/);
  const bad = command(/^\$ npm run lint 1 line exit 2 \d+\.\ds$/);
  await expect(bad).toHaveAttribute("aria-expanded", "true");
  await expect(log.line("two problems")).toBeVisible();
  await expect(good).toHaveAttribute("aria-expanded", "false");
  await expect(log.line("all is good")).toHaveCount(0);
  await bad.click();
  await expect(log.line("two problems")).toHaveCount(0);
  await good.click();
  await expect(log.line("nothing to do")).toBeVisible();
  await good.click();
  await expect(log.line("nothing to do")).toHaveCount(0);

  await page.keyboard.press("/");
  await page.keyboard.type("nothing to");
  await page.keyboard.press("Enter");
  await expect(log.line("nothing to do")).toBeVisible();
  await expect(good).toHaveAttribute("aria-expanded", "true");

  const turn = log.body.getByRole("button", { name: "Turn 1" });
  await turn.click();
  await expect(turn).toHaveAttribute("aria-expanded", "false");
  await expect(log.line("I look around.")).toHaveCount(0);
  await log.body.focus();
  await page.keyboard.press(".");
  await expect(turn, "to show the error in it").toHaveAttribute("aria-expanded", "true");
  await expect(bad).toBeInViewport();
});
